package io.fencewire.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.NodeVerticle;
import io.fencewire.api.PeerEvent;
import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.AskRtts;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.RttsAnswer;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.Rtt;
import io.fencewire.wire.PeerRequest;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The main verticle of one JVM of the node: its part of the node, an application that subscribes, and
 * a sender whose commands take a while to their servers, so that some are always on their way. What
 * happens it says on standard output. All JVMs of one machine read one monotonic clock.
 */
public final class MatrixNode extends VerticleBase {
  /** How every line begins that the harness reads. */
  static final String MARK = "@ ";

  private static final long TICK_MILLIS = 200;
  private static final int SENDS_PER_TICK = 3;
  private static final long WAY_MILLIS = 200;
  private static final long DEADLINE_NANOS = Duration.ofMillis(600).toNanos();
  private static final long ANSWER_MILLIS = 40_000;

  private final NodeVerticle node = new NodeVerticle();
  private final Set<String> servers = new HashSet<>();
  private final Deque<ConnectionToken> live = new ArrayDeque<>();
  private final Map<ConnectionToken, Rtt> rtts = new HashMap<>();
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private NodeBus bus;
  private long late;

  @Override
  public Future<?> start() {
    String name = config().getString("node");
    bus = new NodeBus(vertx, name);
    PeerNetwork network = PeerNetwork.of(vertx, name);
    network.onEvent(this::heard);
    network.subscribe(Crowd.TOPIC, item -> say("item " + new String(item.body().toArray(), UTF_8)));
    return vertx
        .deployVerticle(node, new DeploymentOptions().setConfig(config()))
        .onSuccess(deployed -> {
          node.serverIds().forEach(id -> servers.add(id.toString()));
          say("ready");
          tick();
        });
  }

  private void heard(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      live.add(connected.connection().token());
      tell("gained", connected.connection(), "");
    } else if (event instanceof PeerEvent.Disconnected over) {
      live.remove(over.connection().token());
      tell("gone", over.connection(), over.reason() + " " + over.origin());
    }
  }

  /** Of what happens at the servers in this JVM. */
  private void tell(String what, PeerConnection connection, String more) {
    if (servers.contains(connection.token().serverId().toString())) {
      String session = Long.toHexString(connection.session());
      say(what + " " + connection.token() + " " + connection.peer() + " " + session + " " + more);
    }
  }

  private void tick() {
    bus.askHere(bus.addresses().role(Role.HEARTBEAT), new AskRtts(), 1_000, RttsAnswer.class)
        .onSuccess(answer -> measured(answer.rtts()));
    for (int i = 0; i < Math.min(SENDS_PER_TICK, live.size()); i++) {
      ConnectionToken token = live.remove();
      live.add(token);
      sendLater(token);
    }
    vertx.setTimer(TICK_MILLIS, fired -> tick());
  }

  private void measured(Map<ConnectionToken, Rtt> now) {
    now.forEach((token, rtt) -> {
      if (!rtt.equals(rtts.put(token, rtt))) {
        say("pinged " + token);
      }
    });
    rtts.keySet().retainAll(now.keySet());
  }

  private void sendLater(ConnectionToken token) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    var command = new ServerCommand.Send(token, Lease.NONE, deadline, new PeerRequest());
    String server = bus.addresses().server(token.serverId());
    vertx.setTimer(
        WAY_MILLIS,
        fired -> bus.ask(server, command, ANSWER_MILLIS, Answer.class)
            .onSuccess(answer -> answered(answer, deadline)));
  }

  /** The reading is the server's clock in the turn in which it acted. */
  private void answered(Answer answer, long deadline) {
    outcomes.merge(answer.outcome(), 1L, Long::sum);
    if (answer.outcome() == Outcome.WRITTEN && answer.reading() - deadline > 0) {
      late++;
    }
    say("sends " + outcomes.getOrDefault(Outcome.WRITTEN, 0L) + " "
        + outcomes.getOrDefault(Outcome.EXPIRED, 0L) + " " + late);
  }

  private static void say(String line) {
    System.out.println(MARK + line + " " + System.nanoTime());
    System.out.flush();
  }
}
