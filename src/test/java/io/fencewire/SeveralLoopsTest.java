package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.api.PeerNetwork;
import io.fencewire.api.PeerStatus;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import io.fencewire.server.ServerOptions;
import io.fencewire.wire.ChallengeResponse;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node whose sockets belong to two event loops, over real sockets. */
class SeveralLoopsTest {
  private static final int CROWD = 500;
  private static final int THREADS = 8;
  private static final Comparator<PeerId> ORDER = Comparator.naturalOrder();

  private final Vertx vertx = Vertx.vertx();
  private final NodeVerticle node = node("node", 1, 2);
  private final PeerNetwork network = PeerNetwork.of(vertx, "node");
  private final ConcurrentLinkedQueue<RawPeer> raw = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() {
    await(vertx.deployVerticle(node));
  }

  @AfterEach
  void stop() throws IOException {
    for (RawPeer peer : raw) {
      peer.close();
    }
    await(vertx.close());
  }

  @Test
  void bothLoopsCarryPeersAndNoneIsConnectedTwice() throws Exception {
    crowd(1);

    assertThat(onePerPeer().values())
        .as("connections of each loop")
        .hasSize(2)
        .allSatisfy(count -> assertThat(count).isGreaterThan(CROWD / 3));
  }

  @Test
  void noneIsConnectedTwiceAlsoIfEachDialsSeveralTimesAtOnce() throws Exception {
    crowd(3);

    assertThat(onePerPeer().values())
        .as("connections of each loop")
        .hasSize(2)
        .allSatisfy(count -> assertThat(count).isGreaterThan(CROWD / 5));
  }

  @Test
  void whoIsConnectedIsNotDialledFromTheOtherLoop() {
    NodeVerticle other = node("other", 2, 2);
    await(vertx.deployVerticle(other));

    ConnectionToken token = await(network.connect(other.listening().toString()));
    for (int i = 0; i < 4; i++) {
      assertThat(await(network.connect(other.listening().toString()))).isEqualTo(token);
      assertThat(await(network.connect("localhost:" + other.listening().port())))
          .isEqualTo(token);
    }
    assertThat(await(network.peers())).hasSize(1);
  }

  @Test
  void whoIsBannedIsClosedAndRefusedByBothLoops() throws Exception {
    Ed25519Identity banned = identity(7);
    dial(banned, 1);
    awaitLive(List.of(banned.peerId()));
    assertThat(await(network.ban(banned.peerId(), Duration.ofMinutes(1))))
        .isEqualTo(Outcome.WRITTEN);
    awaitLive(List.of());

    dial(banned, 4);
    for (RawPeer peer : List.copyOf(raw)) {
      while (!peer.isEnded()) {
        // the reason, and then the end
      }
    }
    assertThat(await(network.peers())).isEmpty();
  }

  /** Everybody dials so many times at once. */
  private void crowd(int times) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> dialled = new ArrayList<>();
      for (int number = 0; number < CROWD; number++) {
        Ed25519Identity identity = identity(1000 + number);
        dialled.add(threads.submit(() -> {
          dial(identity, times);
          return null;
        }));
      }
      for (Future<?> one : dialled) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private void dial(Ed25519Identity identity, int times) throws IOException {
    ListenAddress address = node.listening();
    List<RawPeer> ends = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      RawPeer end = RawPeer.over(new Socket(address.ip(), address.port()), identity);
      ends.add(end);
      raw.add(end);
    }
    List<ChallengeResponse> lastWords = new ArrayList<>();
    for (RawPeer end : ends) {
      lastWords.add(end.challenge(0));
    }
    for (int i = 0; i < times; i++) {
      ends.get(i).send(lastWords.get(i));
    }
  }

  /** Waits until everybody is LIVE once; how many each server has. */
  private Map<ServerId, Long> onePerPeer() {
    return awaitLive(expected()).stream()
        .collect(Collectors.groupingBy(
            peer -> peer.connection().token().serverId(), Collectors.counting()));
  }

  /** Waits until these, and nobody else, are LIVE, each once. */
  private List<PeerStatus> awaitLive(List<PeerId> expected) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<PeerStatus> peers;
    List<PeerId> live;
    do {
      peers = await(network.peers());
      live = peers.stream()
          .filter(peer -> peer.state() == ConnectionState.LIVE)
          .map(peer -> peer.connection().peer())
          .sorted(ORDER)
          .toList();
    } while (System.nanoTime() - end < 0
        && !(live.equals(expected) && peers.size() == expected.size()));
    assertThat(live).isEqualTo(expected);
    assertThat(peers).hasSameSizeAs(expected);
    return peers;
  }

  private static List<PeerId> expected() {
    return IntStream.range(0, CROWD)
        .mapToObj(number -> identity(1000 + number).peerId())
        .sorted(ORDER)
        .toList();
  }

  private static Ed25519Identity identity(int number) {
    return Ed25519Identity.fromSeed(ByteBuffer.allocate(32).putInt(number).array());
  }

  private static NodeVerticle node(String name, int key, int loops) {
    NodeOptions options = IdleNode.options(name, server(loops), HeartbeatOptions.DEFAULT);
    return new NodeVerticle(options, identity(key));
  }

  private static ServerOptions server(int loops) {
    ServerOptions usual = ServerOptions.at(new ListenAddress("127.0.0.1", 0));
    ServerOptions.Times times = usual.times();
    return usual
        .withTimes(new ServerOptions.Times(
            times.dial(),
            Duration.ofSeconds(20), // a machine that is busy otherwise is no concern of this test
            times.prepare(),
            times.probe(),
            times.silence(),
            times.stall(),
            times.flush(),
            times.snapshot()))
        .withPeers(4 * CROWD, 4 * CROWD)
        .withAdmission(
            new ServerOptions.AdmissionLimits(4 * CROWD, 4 * CROWD, Duration.ofSeconds(1), true))
        .withLoops(loops);
  }
}
