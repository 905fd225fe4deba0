package io.fencewire.bus;

import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.Judged;
import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.peer.RoleInstance;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node's part of the event bus: its addresses, and deliveries that stay in this JVM, or where
 * Vert.x is clustered reach every JVM of the node.
 */
public final class NodeBus {
  private static final DeliveryOptions REPLY = new DeliveryOptions().setCodecName(BusCodec.NAME);

  private final Vertx vertx;
  private final Addresses addresses;
  private final Departures departures;
  private final DeliveryOptions here;
  private final DeliveryOptions records;
  private final DeliveryOptions json;
  private final DeliveryOptions jsonHere;
  private final Gate gate = new Gate();
  private volatile Set<String> members = Set.of();

  // Where Vert.x is not clustered gossip alone delivers, and never twice; and this is null.
  private final @Nullable Delivered delivered;

  /** The bus of the node with this name. */
  public NodeBus(Vertx vertx, String node) {
    this.vertx = vertx;
    this.addresses = new Addresses(node);
    this.departures = new Departures(vertx, this::members);
    boolean alone = !vertx.isClustered();
    this.here = new DeliveryOptions().setCodecName(BusCodec.NAME).setLocalOnly(true);
    this.records = new DeliveryOptions().setCodecName(BusCodec.NAME).setLocalOnly(alone);
    this.jsonHere = new DeliveryOptions().setCodecName(JsonCodec.NAME).setLocalOnly(true);
    this.json = new DeliveryOptions().setCodecName(JsonCodec.NAME).setLocalOnly(alone);
    this.delivered = alone ? null : Delivered.of(vertx, node);
    BusCodec.register(vertx);
  }

  /** Whether there may be other JVMs. */
  public boolean isClustered() {
    return vertx.isClustered();
  }

  /** Which JVM this is, for the other JVMs of the cluster; without a cluster always the same. */
  public String jvm() {
    return vertx.isClustered() ? ((VertxInternal) vertx).clusterManager().getNodeId() : "";
  }

  /** The JVMs of the cluster, as far as this one knows now. */
  public Set<String> members() {
    if (!vertx.isClustered()) {
      return Set.of(jvm());
    }
    try {
      members = Set.copyOf(((VertxInternal) vertx).clusterManager().getNodes());
    } catch (IllegalStateException thisOneIsLeaving) {
      return members; // as they were: nobody else has gone for that
    }
    return members;
  }

  /** Where things are said. */
  public Addresses addresses() {
    return addresses;
  }

  /** Says something to one listener and waits for no answer. */
  public void tell(String address, BusRecord record) {
    vertx.eventBus().send(address, record, records);
  }

  /** Says something to an instance of a role; to one in this JVM past the cluster. */
  public void tell(RoleInstance instance, BusRecord record) {
    boolean near = instance.jvm().equals(jvm());
    vertx.eventBus().send(addresses.instance(instance), record, near ? here : records);
  }

  /** Says something to all listeners. */
  public void publish(String address, BusRecord record) {
    vertx.eventBus().publish(address, record, records);
  }

  /** Announces an event to all who listen, those who speak JSON included. */
  public void announce(PeerEvent event) {
    publish(addresses.events(), event);
    vertx.eventBus().publish(addresses.jsonEvents(), event, json);
  }

  /**
   * Delivers an accepted item to all in this JVM who listen, those who speak JSON included. In a
   * cluster several may have heard of it, and the first of them delivers it.
   */
  public void deliver(Item item) {
    if (delivered != null && !delivered.isFirst(item.id())) {
      return;
    }
    vertx.eventBus().publish(addresses.topic(item.topic()), item, here);
    vertx.eventBus().publish(addresses.jsonTopic(item.topic()), item, jsonHere);
  }

  /**
   * Asks the validator of the item's topic, or where there is none the one that speaks JSON; fails
   * with a ReplyException if there is neither or no answer in time.
   */
  public Future<Judgement> judge(Item item, long timeoutMillis) {
    return askNear(addresses.validator(item.topic()), item, timeoutMillis, Judged.class)
        .map(Judged::judgement)
        .recover(problem ->
            isAbsence(problem) ? judgeInJson(item, timeoutMillis) : Future.failedFuture(problem));
  }

  private Future<Judgement> judgeInJson(Item item, long timeoutMillis) {
    DeliveryOptions options = new DeliveryOptions(json).setSendTimeout(timeoutMillis);
    return vertx
        .eventBus()
        .<Object>request(addresses.jsonValidator(item.topic()), item, options)
        .map(reply -> JsonForm.judgement(reply.body()));
  }

  /** Whether a question failed because nobody listens there. */
  public static boolean isAbsence(Throwable problem) {
    return problem instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }

  /**
   * Asks one listener; fails with a ReplyException if there is none, no answer in time, or one of
   * another type.
   */
  public <T extends BusRecord> Future<T> ask(
      String address, BusRecord record, long timeoutMillis, Class<T> answer) {
    return ask(address, record, new DeliveryOptions(records).setSendTimeout(timeoutMillis), answer);
  }

  /** Asks a listener that is in this JVM; fails as soon as that JVM has left the cluster, too. */
  public <T extends BusRecord> Future<T> ask(
      RemoteListener listener, BusRecord record, long timeoutMillis, Class<T> answer) {
    if (listener.jvm.equals(jvm())) {
      return ask(listener.address, record, timeoutMillis, answer);
    }
    Promise<T> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    departures.watch(listener.jvm, promise);
    // An answer may still come when its JVM was taken for gone: then it is too late.
    ask(listener.address, record, timeoutMillis, answer)
        .onComplete(given -> departures.answered(listener.jvm, promise))
        .onSuccess(promise::tryComplete)
        .onFailure(promise::tryFail);
    return promise.future();
  }

  /**
   * Asks an instance of a role. One in this JVM is asked without a look at who listens in the cluster,
   * which can take seconds while members come and go; one of another JVM as above.
   */
  public <T extends BusRecord> Future<T> ask(
      RoleInstance instance, BusRecord record, long timeoutMillis, Class<T> answer) {
    String address = addresses.instance(instance);
    return instance.jvm().equals(jvm())
        ? askHere(address, record, timeoutMillis, answer)
        : ask(new RemoteListener(instance.jvm(), address), record, timeoutMillis, answer);
  }

  /** Asks the one listener in this JVM; fails at once if there is none. */
  public <T extends BusRecord> Future<T> askHere(
      String address, BusRecord record, long timeoutMillis, Class<T> answer) {
    return ask(address, record, new DeliveryOptions(here).setSendTimeout(timeoutMillis), answer);
  }

  /** Asks a listener in this JVM, or where there is none one of another JVM. */
  public <T extends BusRecord> Future<T> askNear(
      String address, BusRecord record, long timeoutMillis, Class<T> answer) {
    return ask(address, record, new DeliveryOptions(here).setSendTimeout(timeoutMillis), answer)
        .recover(problem -> vertx.isClustered() && isAbsence(problem)
            ? ask(address, record, timeoutMillis, answer)
            : Future.failedFuture(problem));
  }

  /** A listener whose JVM is known. */
  public record RemoteListener(String jvm, String address) {}

  private <T extends BusRecord> Future<T> ask(
      String address, BusRecord record, DeliveryOptions options, Class<T> answer) {
    return vertx
        .eventBus()
        .request(address, record, options)
        .map(reply -> gate.open(reply, address, answer));
  }

  /**
   * Listens at an address for our records; deliveries arrive on the calling context. Anything else
   * is refused.
   */
  public MessageConsumer<BusRecord> listen(String address, Handler<Message<BusRecord>> handler) {
    return listen(address, BusRecord.class, handler);
  }

  /** Listens at an address for records of one type; anything else is refused. */
  public <T extends BusRecord> MessageConsumer<T> listen(
      String address, Class<T> type, Handler<Message<T>> handler) {
    Handler<Message<T>> guarded = message -> {
      if (gate.admits(message, type)) {
        handler.handle(message);
      }
    };
    return consume(address, guarded);
  }

  /** Listens for commands in JSON; whatever comes is handed on as it is. */
  public MessageConsumer<Object> listenInJson(Handler<Message<Object>> handler) {
    return consume(addresses.json(), handler);
  }

  private <T> MessageConsumer<T> consume(String address, Handler<Message<T>> handler) {
    return vertx.isClustered()
        ? Enrolment.of(vertx).keep(vertx.eventBus().consumer(address, handler))
        : vertx.eventBus().localConsumer(address, handler);
  }

  /** Messages and answers that were refused because they carried no record of ours. */
  public long refusedCount() {
    return gate.refusedCount();
  }

  /** Answers a message. */
  public static void answer(Message<? extends BusRecord> question, BusRecord answer) {
    question.reply(answer, REPLY);
  }
}
