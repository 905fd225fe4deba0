package io.fencewire.storm;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.heartbeat.HeartbeatVerticle;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.fencewire.server.PeerServerVerticle;
import io.fencewire.storm.Visitor.Caller;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.UnconfirmedSolution;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The window of snarkOS issue #3331, over and over: each connection of each peer is met, while it is
 * PREPARING, by the tasks of the connection before it and by senders that know its own token. Half
 * of the peers are rotated away by the node, the others reset their sockets.
 */
class WindowStormTest {
  private static final int PEERS = 16;
  private static final Bytes NOTHING = Bytes.wrap(new byte[8]);

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "node");
  private final List<Caller> callers =
      IntStream.range(0, PEERS).mapToObj(Caller::plain).toList();
  private final Set<PeerId> rotated = IntStream.range(0, PEERS / 2)
      .mapToObj(i -> callers.get(i).identity().peerId())
      .collect(Collectors.toSet());
  private final WindowGossip gossip = new WindowGossip("node", rotated);
  private final PeerServerVerticle server =
      new PeerServerVerticle("node", StormNode.roomy(), Caller.plain(-1).identity());

  @BeforeEach
  void start() {
    StormNode.quiet(true);
    HeartbeatOptions quick = new HeartbeatOptions(Duration.ofMillis(100), 0.1);
    await(vertx.deployVerticle(new HeartbeatVerticle("node", quick)));
    await(vertx.deployVerticle(gossip));
    await(vertx.deployVerticle(server));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
    StormNode.quiet(false);
  }

  @Test
  void aThousandWindowsHarmNoConnection() {
    storm(1_000);
  }

  @Test
  @Tag("storm")
  void aHundredThousandWindowsHarmNoConnection() {
    storm(StormSize.of("windows", 100_000));
  }

  private void storm(int windows) {
    Crowd.run("windows", PEERS, windows + PEERS, this::connection);

    assertThat(gossip.wrong()).isEmpty();
    // the first connection of each peer has none before it
    assertThat(gossip.windows()).isGreaterThanOrEqualTo(windows);
    Map<String, Long> counted = stats().counters();
    assertThat(counted)
        .containsEntry("promoted", (long) windows + PEERS)
        .containsEntry("sends.not_ready", 3L * (windows + PEERS))
        .containsEntry("promoted_late", 0L);
    assertThat(counted.get("sends.stale")).isGreaterThanOrEqualTo(6L * windows);
  }

  /** One connection: it becomes LIVE, works both ways, and ends only when it should. */
  private void connection(int thread, int number) throws IOException {
    Caller caller = callers.get(thread);
    try (Visitor visitor = Visitor.call(server.listening(), caller, thread)) {
      assertThat(visitor.shakeHands().accepted()).isTrue();
      assertThat(next(visitor)).isEqualTo(WindowGossip.live());
      visitor.send(new UnconfirmedSolution(number, NOTHING), new NoncePing(number));
      assertThat(next(visitor)).isEqualTo(new NoncePong(number));
      if (rotated.contains(caller.identity().peerId())) {
        assertThat(next(visitor)).isEqualTo(new Disconnect(CloseReason.ROTATION.code(true), 0));
      }
    }
  }

  /** What the node says next, the pings of its heartbeat apart. */
  private static Message next(Visitor visitor) throws IOException {
    while (true) {
      Message message = visitor.peer().next(Message.class);
      if (!(message instanceof NoncePing ping && ping.nonce() != WindowGossip.REFUSED_ID)) {
        return message;
      }
    }
  }

  private ServerStats stats() {
    String address = bus.addresses().server(server.serverId());
    return await(bus.ask(address, new ServerCommand.AskStats(), 20_000, ServerStats.class));
  }
}
