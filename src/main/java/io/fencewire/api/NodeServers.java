package io.fencewire.api;

import io.fencewire.bus.AskRtts;
import io.fencewire.bus.AskServers;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.GossipCommand.PublishItem;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.Here;
import io.fencewire.bus.RoleAnswer.Published;
import io.fencewire.bus.RoleAnswer.RttsAnswer;
import io.fencewire.bus.RoleAnswer.ServersAnswer;
import io.fencewire.bus.RoleCall;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerClient;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.Rtt;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Bytes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The servers of a node, as the API reaches them: found by asking gossip, which hears of each before
 * the node has started. All of it happens on one context, wherever the callers are.
 */
final class NodeServers {
  /** Questions for all servers that may be under way; a further one fails at once. */
  static final int QUESTIONS_MAX = 256;

  /** How long an answer is waited for; a command that comes later is not carried out. */
  static final long ANSWER_MILLIS = 5_000;

  private static final long ANSWER_NANOS = ANSWER_MILLIS * 1_000_000;

  private final Context context;
  private final NodeBus bus;
  private final ServerClient client;
  private int questions;

  NodeServers(Vertx vertx, NodeBus bus) {
    this.context = vertx.getOrCreateContext();
    this.bus = bus;
    this.client = new ServerClient(bus, System::nanoTime);
  }

  /** Calls on the one context; the answer comes on the caller's, if it has one. */
  <T> Future<T> with(Function<ServerClient, Future<T>> call) {
    Context caller = Vertx.currentContext();
    Promise<T> promise = Promise.promise();
    context.runOnContext(turn -> run(() -> call.apply(client)).onComplete(answer -> {
      if (caller == null) {
        promise.handle(answer);
      } else {
        caller.runOnContext(back -> promise.handle(answer));
      }
    }));
    return promise.future();
  }

  /** A command about one server; its clock is found out first if it is not known yet. */
  <T> Future<T> with(ServerId server, Function<ServerClient, Future<T>> call) {
    return with(known ->
        known.knows(server) ? call.apply(known) : inspect().compose(shown -> call.apply(known)));
  }

  /** What all servers have; to be called on the one context. */
  Future<List<Snapshot>> inspect() {
    if (questions >= QUESTIONS_MAX) {
      return Future.failedFuture(new IllegalStateException(
          QUESTIONS_MAX + " questions to node '" + name() + "' are under way; ask again later"));
    }
    questions++;
    return ask(Role.GOSSIP, new AskServers(), ServersAnswer.class)
        .compose(known -> Future.all(known.servers().stream().map(this::inspect).toList()))
        .map(all -> all.<ServerClient.Inspection>list().stream()
            .map(ServerClient.Inspection::snapshot)
            .filter(Objects::nonNull)
            .toList())
        .compose(shown -> shown.isEmpty() ? absent() : Future.succeededFuture(shown))
        .onComplete(done -> questions--);
  }

  /** What the heartbeats that these servers know have measured; one that is silent, nothing. */
  Future<Map<ConnectionToken, Rtt>> rtts(List<Snapshot> shown) {
    List<Future<RttsAnswer>> asked = shown.stream()
        .flatMap(one -> one.instances().stream())
        .filter(instance -> instance.role() == Role.HEARTBEAT)
        .distinct()
        .map(instance -> bus.ask(instance, new AskRtts(), ANSWER_MILLIS, RttsAnswer.class)
            .otherwise(new RttsAnswer(Map.of())))
        .toList();
    return Future.all(asked).map(all -> {
      Map<ConnectionToken, Rtt> measured = new HashMap<>();
      all.<RttsAnswer>list().forEach(answer -> measured.putAll(answer.rtts()));
      return measured;
    });
  }

  /** Asks a role; fails with words that say what is missing if nobody plays it. */
  <T extends BusRecord> Future<T> ask(Role role, BusRecord question, Class<T> answer) {
    return answered(role, bus.askNear(bus.addresses().role(role), question, ANSWER_MILLIS, answer));
  }

  private <T> Future<T> answered(Role role, Future<T> answer) {
    return answer.recover(problem -> NodeBus.isAbsence(problem)
        ? absent()
        : Future.failedFuture(new IllegalStateException(
            "the " + role.word() + " of node '" + name() + "' did not answer", problem)));
  }

  /**
   * Gives an item to the gossip role of this JVM, or where there is none to one of another JVM, whose
   * clock is asked for first: the deadline is in its words.
   */
  Future<Published> publish(String topic, Bytes body) {
    long asked = System.nanoTime();
    PublishItem item = new PublishItem(topic, body, asked + ANSWER_NANOS);
    String role = bus.addresses().role(Role.GOSSIP);
    return answered(
        Role.GOSSIP,
        bus.askHere(role, item, ANSWER_MILLIS, Published.class)
            .recover(problem -> bus.isClustered() && NodeBus.isAbsence(problem)
                ? publishElsewhere(role, item, asked)
                : Future.failedFuture(problem)));
  }

  private Future<Published> publishElsewhere(String role, PublishItem item, long asked) {
    return bus.ask(role, new RoleCall(), ANSWER_MILLIS, Here.class).compose(here -> {
      long left = ANSWER_NANOS - (System.nanoTime() - asked);
      return bus.ask(
          here.instance(),
          new PublishItem(item.topic(), item.body(), here.reading() + left),
          Math.max(1, left / 1_000_000),
          Published.class);
    });
  }

  /** A server that is gone has nothing; one that is silent may have anything. */
  private Future<ServerClient.Inspection> inspect(ServerId server) {
    return client
        .inspect(server)
        .compose(shown -> shown.outcome() == Outcome.WRITTEN || shown.outcome() == Outcome.STALE
            ? Future.succeededFuture(shown)
            : Future.failedFuture(new IllegalStateException("server " + server + " of node '"
                + name() + "' did not answer: " + shown.outcome())));
  }

  private <T> Future<T> absent() {
    return Future.failedFuture(new IllegalStateException("node '" + name()
        + "' does not run in this " + (bus.isClustered() ? "cluster" : "Vert.x")
        + "; deploy io.fencewire.NodeVerticle with this name, and call when that has started"));
  }

  private String name() {
    return bus.addresses().node();
  }

  /** An exception in a call is its failure. */
  private static <T> Future<T> run(Supplier<Future<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException problem) {
      return Future.failedFuture(problem);
    }
  }
}
