package io.fencewire.heartbeat;

import static io.fencewire.heartbeat.Connections.SERVER;
import static io.fencewire.heartbeat.Connections.connection;
import static io.fencewire.heartbeat.FakeServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleMessage.Ended;
import io.fencewire.bus.RoleMessage.Holding;
import io.fencewire.bus.RoleMessage.Promoted;
import io.fencewire.bus.RoleMessage.Received;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerClient;
import io.fencewire.heartbeat.FakeServer.AskedPing;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.Rtt;
import io.fencewire.wire.NoncePong;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shell on a real Vert.x, with a fake server at the other end of the bus. */
@ExtendWith(VertxExtension.class)
class HeartbeatVerticleTest {
  private static final Lease LEASE = new Lease(1);
  /** Longer than any test: only the first ping of a generation comes by itself. */
  private static final HeartbeatOptions SELDOM = new HeartbeatOptions(Duration.ofHours(1), 0.1);

  private static final HeartbeatOptions OFTEN = new HeartbeatOptions(Duration.ofMillis(10), 0.5);

  private final PeerConnection connection = connection(1);
  private final ConnectionToken token = connection.token();
  private Vertx vertx;
  private FakeServer server;

  @BeforeEach
  void serve(Vertx vertx) throws Exception {
    this.vertx = vertx;
    server = new FakeServer(vertx, "test");
  }

  @Test
  void everyStartIntroducesItselfAsAnotherInstance() throws Exception {
    String first = await(vertx.deployVerticle(new HeartbeatVerticle("test", SELDOM)));
    var instance = server.nextHello().instance();
    await(vertx.undeploy(first));
    await(vertx.deployVerticle(new HeartbeatVerticle("test", SELDOM)));
    assertThat(server.nextHelloOfAnother(instance).instance().role()).isEqualTo(Role.HEARTBEAT);
  }

  @Test
  void aStartedHeartbeatAnswersWithItsRoleAndItsPreparations() throws Exception {
    start(SELDOM);
    assertThat(server.nextHello().instance().role()).isEqualTo(Role.HEARTBEAT);
    assertThat(server.prepare(connection, LEASE)).isEqualTo(new Prepared(token, LEASE));
    assertGauges(0, 1, 0);
  }

  @Test
  void oneTimerIsArmedForEachGenerationAndCancelledWhenItEnds() throws Exception {
    start(SELDOM);
    for (int i = 1; i <= 20; i++) {
      live(connection(i), LEASE);
    }
    for (int i = 1; i <= 20; i++) {
      server.nextPing();
    }
    assertGauges(20, 20, 20);
    for (int i = 1; i <= 20; i++) {
      server.tell(ended(connection(i).token()));
    }
    assertGauges(0, 0, 0);
    assertThat(server.stats().counters()).containsEntry("pings", 20L);
  }

  @Test
  void pingsGoOnByTimeWithTokenLeaseAndDeadline() throws Exception {
    start(OFTEN);
    live(connection, LEASE);
    for (int i = 0; i < 3; i++) {
      AskedPing ping = server.nextPing();
      assertThat(ping.command().token()).isEqualTo(token);
      assertThat(ping.command().lease()).isEqualTo(LEASE);
      assertThat(ping.command().deadline())
          .as("in the server's clock, which said 1,000 some moments ago")
          .isBetween(
              1_000 + ServerClient.DEADLINE_NANOS,
              1_000 + ServerClient.DEADLINE_NANOS + Duration.ofSeconds(30).toNanos());
    }
    server.tell(ended(token));
    assertThat(server.stats().counters().get("missed")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void theRoundTripCanBeAskedFor() throws Exception {
    start(SELDOM);
    assertThat(server.rtt(token)).isNull();
    live(connection, LEASE);
    AskedPing ping = server.nextPing();
    server.tell(new Received(token, new NoncePong(ping.command().nonce() + 1), 1_500));
    // the Pong first and the answer after it, so that no wait is needed for their order
    server.tell(new Received(token, new NoncePong(ping.command().nonce()), 3_000));
    assertGauges(1, 1, 0);
    ping.answer(Outcome.WRITTEN, 2_000);
    eventually(() -> Rtt.first(1_000).equals(server.rtt(token)));
    assertThat(server.stats().counters())
        .containsEntry("pongs", 1L)
        .containsEntry("pongs_refused", 1L)
        .containsEntry("unknown", 0L);
  }

  @Test
  void aStaleAnswerEndsTheTimer() throws Exception {
    start(SELDOM);
    live(connection, LEASE);
    server.nextPing().answer(Outcome.STALE, 2_000);
    eventually(() -> Long.valueOf(1).equals(server.stats().counters().get("stale")));
    assertGauges(0, 0, 0);
  }

  @Test
  void aLostEndIsHealedByASnapshot() throws Exception {
    start(SELDOM);
    live(connection, LEASE);
    live(connection(2), LEASE);
    server.tell(snapshot(new Holding(connection(2), ConnectionState.LIVE, LEASE, false)));
    assertGauges(1, 1);
    assertThat(server.stats().counters()).containsEntry("dropped", 1L);
  }

  @Test
  void aLostPromotionIsHealedByASnapshot() throws Exception {
    start(SELDOM);
    server.prepare(connection, LEASE);
    server.tell(snapshot(new Holding(connection, ConnectionState.PREPARING, LEASE, false)));
    assertGauges(0, 1);
    server.tell(snapshot(new Holding(connection, ConnectionState.LIVE, LEASE, false)));
    assertThat(server.nextPing().command().token()).isEqualTo(token);
    assertGauges(1, 1);
  }

  @Test
  void aLostPreparationIsHealedByASnapshot() throws Exception {
    start(SELDOM);
    server.tell(snapshot(new Holding(connection, ConnectionState.LIVE, LEASE, false)));
    assertThat(server.nextPing().command().lease()).isEqualTo(LEASE);
  }

  @Test
  void aServerThatIsGoneIsUnknownAndItsGenerationsAreGivenUp() throws Exception {
    start(OFTEN);
    PeerConnection orphan = connection(new ConnectionToken(Connections.OTHER_SERVER, 1), 1);
    live(orphan, LEASE);
    eventually(() -> Long.valueOf(0).equals(server.stats().gauges().get("generations")));
    assertThat(server.stats().counters())
        .containsEntry("unknown", 3L)
        .containsEntry("abandoned", 1L);
    assertGauges(0, 0, 0);
  }

  @Test
  void aStoppedHeartbeatPingsNoMore() throws Exception {
    String deployment = start(OFTEN);
    live(connection, LEASE);
    server.nextPing();
    await(vertx.undeploy(deployment));
    server.forgetPings();
    await(vertx.timer(6 * OFTEN.interval().toMillis(), TimeUnit.MILLISECONDS));
    assertThat(server.forgetPings()).as("pings within six intervals").isZero();
  }

  private String start(HeartbeatOptions options) throws Exception {
    return await(vertx.deployVerticle(
        new HeartbeatVerticle("test", options, new SplittableRandom(1), System::nanoTime)));
  }

  private void live(PeerConnection live, Lease lease) throws Exception {
    server.prepare(live, lease);
    server.tell(new Promoted(live.token(), 1_000));
  }

  private static Ended ended(ConnectionToken token) {
    return new Ended(token, CloseReason.ROTATION, CloseOrigin.COMMAND, 1_000);
  }

  private static Snapshot snapshot(Holding... holdings) {
    return new Snapshot(
        SERVER, "", new ListenAddress("127.0.0.1", 4130), List.of(), List.of(holdings), 1_000);
  }

  /** Asks the bus again and again, for what has no message of its own to wait for. */
  private static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime() - deadline).as("past the 10 s it may take").isNegative();
    }
  }

  private void assertGauges(long timers, long generations) throws Exception {
    assertThat(server.stats().gauges())
        .containsEntry("timers", timers)
        .containsEntry("generations", generations);
  }

  private void assertGauges(long timers, long generations, long outstanding) throws Exception {
    assertGauges(timers, generations);
    assertThat(server.stats().gauges()).containsEntry("outstanding", outstanding);
  }
}
