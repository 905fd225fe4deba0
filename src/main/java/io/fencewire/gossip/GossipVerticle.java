package io.fencewire.gossip;

import io.fencewire.bus.AskServers;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.GossipCommand;
import io.fencewire.bus.GossipCommand.PublishItem;
import io.fencewire.bus.Inquiry;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.Presence;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerAnswer.FanOutAnswer;
import io.fencewire.bus.ServerClient;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.TimerSet;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Histogram;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The gossip role: brings what is said on the bus to the {@link Relay}, and does on the bus what it
 * decides. All answers come back in a turn of their own, so that the relay is never called from
 * within one of its own calls.
 */
public final class GossipVerticle extends VerticleBase implements RelayPort {
  private final String node;
  private final GossipOptions options;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final Relay relay;
  private final TopicTally topics = new TopicTally();
  private final Histogram judging = new Histogram("judging");

  @SuppressWarnings("NullAway.Init") // set by start(), before anything is heard
  private NodeBus bus;

  @SuppressWarnings("NullAway.Init")
  private ServerClient servers;

  @SuppressWarnings("NullAway.Init")
  private Presence presence;

  // Where Vert.x is not clustered there are no others, and null.
  private @Nullable MeshDesk mesh;

  // Holds one timer at the most: that of the relay's next deadline.
  @SuppressWarnings("NullAway.Init")
  private TimerSet<Role> timer;

  private OptionalLong armedFor = OptionalLong.empty();
  private long publishExpired;

  /** Gossip for the node with this name. */
  public GossipVerticle(String node, GossipOptions options) {
    this(node, options, RandomGenerator.getDefault(), System::nanoTime);
  }

  GossipVerticle(
      String node, GossipOptions options, RandomGenerator random, LongSupplier nanoTime) {
    this.node = node;
    this.options = options;
    this.random = random;
    this.nanoTime = nanoTime;
    this.relay = new Relay(options, this);
  }

  @Override
  public Future<?> start() {
    bus = new NodeBus(vertx, node);
    servers = new ServerClient(bus, nanoTime);
    timer = new TimerSet<>(vertx, nanoTime);
    var start = new Presence.Start(Role.GOSSIP, random.nextLong(), nanoTime);
    presence = new Presence(vertx, bus, start, message -> {
      BusRecord answer = heard(message.body());
      if (answer != null) {
        NodeBus.answer(message, answer);
      }
      arm();
    });
    if (vertx.isClustered()) {
      mesh = new MeshDesk(vertx, bus, presence.instance(), new Others());
    }
    return mesh == null ? presence.begin() : mesh.begin().compose(heard -> presence.begin());
  }

  @Override
  public Future<?> stop() {
    timer.disarmAll();
    return mesh == null ? presence.end() : Future.join(mesh.end(), presence.end());
  }

  @Override
  public void fanOut(List<Addressee> targets, Message message, ItemKey key) {
    write(targets, message, (token, outcome, now) -> relay.written(token, key, outcome, now));
  }

  @Override
  public void tell(List<Addressee> targets, Message message) {
    write(targets, message, (token, outcome, now) -> relay.told(token, message, outcome, now));
  }

  @Override
  public void validate(Item item, @Nullable PeerId from) {
    long asked = nanoTime.getAsLong();
    bus.judge(BusWords.asBusItem(item, from), options.validate().toMillis())
        .onComplete(answer -> later(now -> {
          judging.add(now - asked);
          relay.judged(item.key(), BusWords.ruling(answer, options.form()), now);
        }));
  }

  @Override
  public void share(Item item, @Nullable PeerId from) {
    if (mesh != null) {
      mesh.share(BusWords.asBusItem(item, from));
    }
  }

  @Override
  public void deliver(Item item, @Nullable PeerId from) {
    topics.add(item.topic(), item.body().size());
    bus.deliver(BusWords.asBusItem(item, from));
  }

  private @Nullable BusRecord heard(BusRecord record) {
    long now = nanoTime.getAsLong();
    if (record instanceof RoleMessage message) {
      boolean holds = servers.heard(message) || !(message instanceof RoleMessage.Snapshot);
      return holds ? heard(message, now) : null;
    }
    if (record instanceof PublishItem command) {
      return published(command, now);
    }
    if (record instanceof AskServers) {
      return new RoleAnswer.ServersAnswer(servers.servers());
    }
    if (record instanceof GossipCommand && mesh != null) {
      mesh.hear(record);
    }
    if (record instanceof Inquiry.AskTopics) {
      return new Inquiry.TopicsAnswer(topics.delivered(), topics.others());
    }
    return record instanceof RoleQuestion ? stats() : null;
  }

  /** The relay, as the other gossip instances of the node reach it. */
  private final class Others implements MeshDesk.Ground {
    @Override
    public void shared(GossipCommand.Item item) {
      relay.shared(item.topic(), item.body(), item.from(), nanoTime.getAsLong());
      arm();
    }

    @Override
    public List<Bytes> missing(List<Bytes> keys) {
      return relay.mesh().missing(keys);
    }

    @Override
    public List<Bytes> digest() {
      return relay.mesh().digest(nanoTime.getAsLong());
    }

    @Override
    public List<GossipCommand.Item> find(List<Bytes> keys) {
      return relay.mesh().find(keys, nanoTime.getAsLong()).stream()
          .map(held -> BusWords.asBusItem(held.item(), held.from()))
          .toList();
    }
  }

  private @Nullable RoleAnswer heard(RoleMessage message, long now) {
    if (message instanceof RoleMessage.Received received) {
      relay.received(received.token(), received.message(), now);
      return new RoleAnswer.Taken();
    }
    if (message instanceof RoleMessage.Prepare prepare) {
      relay.prepared(prepare.connection(), prepare.lease());
      return new RoleAnswer.Prepared(prepare.connection().token(), prepare.lease());
    }
    if (message instanceof RoleMessage.Promoted promoted) {
      relay.promoted(promoted.token(), now);
    } else if (message instanceof RoleMessage.Ended ended) {
      relay.ended(ended.token(), now);
    } else if (message instanceof RoleMessage.Snapshot snapshot) {
      relay.reconciled(snapshot.serverId(), BusWords.listed(snapshot), now);
    }
    return null;
  }

  private @Nullable RoleAnswer published(PublishItem command, long now) {
    if (now - command.deadline() > 0) {
      publishExpired++;
      return null;
    }
    try {
      ItemKey key = relay.publish(command.topic(), command.body(), now);
      return new RoleAnswer.Published(key.toString(), "");
    } catch (IllegalArgumentException problem) {
      return new RoleAnswer.Published("", String.valueOf(problem.getMessage()));
    }
  }

  private RoleAnswer stats() {
    Map<String, Long> gauges = relay.gauges();
    gauges.put("timers", 0L); // gossip keeps none per connection
    gauges.put("role_timers", (long) timer.size());
    Map<String, Long> counters = relay.counters();
    counters.put("delivered_bytes", topics.bytes());
    judging.into(counters);
    counters.put("publish_expired", publishExpired);
    counters.put("unknown", servers.unknownCount());
    counters.put("bus_refused", bus.refusedCount());
    counters.put("refused_in_flight", servers.refusedCount());
    return new RoleAnswer.RoleStats(gauges, counters);
  }

  /** Brings back the outcome of writing to one connection. */
  private interface Report {
    void of(ConnectionToken token, Outcome outcome, long now);
  }

  private void write(List<Addressee> targets, Message message, Report report) {
    Map<ServerId, List<ServerCommand.Target>> byServer = new LinkedHashMap<>();
    for (Addressee target : targets) {
      byServer
          .computeIfAbsent(target.token().serverId(), server -> new ArrayList<>())
          .add(new ServerCommand.Target(target.token(), target.lease()));
    }
    byServer.forEach((server, part) -> servers
        .fanOut(server, part, message)
        .onSuccess(answer -> later(now -> report(part, answer, report, now))));
  }

  private static void report(
      List<ServerCommand.Target> targets, FanOutAnswer answer, Report report, long now) {
    for (int i = 0; i < targets.size(); i++) {
      report.of(targets.get(i).token(), answer.outcomes().get(i), now);
    }
  }

  /** Something that is done in a turn of its own. */
  private interface Turn {
    void at(long now);
  }

  private void later(Turn turn) {
    context.runOnContext(v -> {
      turn.at(nanoTime.getAsLong());
      arm();
    });
  }

  private void arm() {
    OptionalLong next = relay.deadline();
    if (next.equals(armedFor)) {
      return;
    }
    armedFor = next;
    if (next.isPresent()) {
      timer.arm(Role.GOSSIP, next.getAsLong(), this::wake);
    } else {
      timer.disarmAll();
    }
  }

  private void wake() {
    armedFor = OptionalLong.empty();
    relay.wake(nanoTime.getAsLong());
    arm();
  }
}
