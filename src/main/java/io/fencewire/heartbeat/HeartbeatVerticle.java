package io.fencewire.heartbeat;

import io.fencewire.bus.AskRtts;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.Presence;
import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleAnswer.RttsAnswer;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.RoleMessage.Ended;
import io.fencewire.bus.RoleMessage.Prepare;
import io.fencewire.bus.RoleMessage.Promoted;
import io.fencewire.bus.RoleMessage.Received;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerClient;
import io.fencewire.bus.TimerSet;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Histogram;
import io.fencewire.peer.Role;
import io.fencewire.peer.Rtt;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the heartbeats of one node on the bus and on Vert.x timers; every rule is theirs. */
public final class HeartbeatVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(HeartbeatVerticle.class);

  private final String node;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Heartbeats heartbeats;
  private final Histogram roundTrips = new Histogram("rtt");

  // set by start(), before the first message can come
  @SuppressWarnings("NullAway.Init")
  private NodeBus bus;

  @SuppressWarnings("NullAway.Init")
  private TimerSet<ConnectionToken> timers;

  @SuppressWarnings("NullAway.Init")
  private ServerClient client;

  @SuppressWarnings("NullAway.Init")
  private Presence presence;

  /** The heartbeat of the node with this name. */
  public HeartbeatVerticle(String node, HeartbeatOptions options) {
    // a peer sees our nonces: none of them must tell it the next
    this(node, options, new SecureRandom(), System::nanoTime);
  }

  HeartbeatVerticle(
      String node, HeartbeatOptions options, RandomGenerator random, LongSupplier nanoTime) {
    this.node = node;
    this.nanoTime = nanoTime;
    this.random = random;
    this.heartbeats = new Heartbeats(options, random, new Effects());
  }

  @Override
  public Future<?> start() {
    bus = new NodeBus(vertx, node);
    timers = new TimerSet<>(vertx, nanoTime);
    client = new ServerClient(bus, nanoTime);
    var start = new Presence.Start(Role.HEARTBEAT, random.nextLong(), nanoTime);
    presence = new Presence(vertx, bus, start, this::receive);
    return presence.begin();
  }

  @Override
  public Future<?> stop() {
    timers.disarmAll();
    return presence.end();
  }

  private void receive(Message<BusRecord> message) {
    BusRecord record = message.body();
    if (record instanceof RoleMessage said) {
      if (client.heard(said) || !(said instanceof Snapshot)) {
        hear(message, said, nanoTime.getAsLong());
      }
    } else if (record instanceof RoleQuestion) {
      NodeBus.answer(message, stats());
    } else if (record instanceof AskRtts) {
      NodeBus.answer(message, new RttsAnswer(heartbeats.rtts()));
    } else {
      log.warn("the heartbeat has no use for a {}", record.getClass().getSimpleName());
    }
  }

  private void hear(Message<BusRecord> message, RoleMessage said, long now) {
    if (said instanceof Prepare prepare) {
      ConnectionToken token = prepare.connection().token();
      if (heartbeats.prepare(prepare.connection(), prepare.lease(), now)) {
        NodeBus.answer(message, new Prepared(token, prepare.lease()));
      }
    } else if (said instanceof Promoted promoted) {
      heartbeats.promoted(promoted.token(), now);
    } else if (said instanceof Ended ended) {
      heartbeats.ended(ended.token(), now);
    } else if (said instanceof Received received) {
      heartbeats.received(received.token(), received.message(), received.reading(), now);
    } else if (said instanceof Snapshot snapshot) {
      heartbeats.snapshot(
          snapshot.serverId(),
          snapshot.holdings().stream().map(HeartbeatVerticle::held).toList(),
          now);
    }
  }

  private static Held held(RoleMessage.Holding holding) {
    return new Held(holding.connection(), holding.lease(), holding.state() == ConnectionState.LIVE);
  }

  private RoleStats stats() {
    Map<String, Long> counters = new HashMap<>(heartbeats.counters());
    roundTrips.into(counters);
    counters.put("unknown", client.unknownCount());
    counters.put("bus_refused", bus.refusedCount());
    counters.put("commands_refused", client.refusedCount());
    Map<String, Long> gauges = Map.of(
        "timers", (long) timers.size(),
        "generations", (long) heartbeats.size(),
        "outstanding", heartbeats.outstanding());
    return new RoleStats(gauges, Map.copyOf(counters));
  }

  /** What heartbeats do, done with Vert.x. */
  private final class Effects implements HeartbeatPort {
    @Override
    public void arm(ConnectionToken token, long atNanos) {
      timers.arm(token, atNanos, () -> heartbeats.due(token, nanoTime.getAsLong()));
    }

    @Override
    public void disarm(ConnectionToken token) {
      timers.disarm(token);
    }

    @Override
    public void ping(PingOrder order) {
      client.ping(order.token(), order.lease(), order.nonce()).onSuccess(answer -> {
        // a refusal made on this side is known at once, and the port promises a later turn
        context.runOnContext(later ->
            heartbeats.answered(order, answer.outcome(), answer.reading(), nanoTime.getAsLong()));
      });
    }

    @Override
    public void measured(ConnectionToken token, Rtt rtt) {
      roundTrips.add(rtt.lastNanos());
      log.debug("{}: round trip {}", token, rtt);
    }

    @Override
    public void became(ConnectionToken token, Heartbeat.State state, long now, String why) {
      log.trace("{}: {} ({})", token, state, why);
    }
  }
}
