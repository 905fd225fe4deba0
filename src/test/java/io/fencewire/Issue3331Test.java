package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.RoleMessage.Prepare;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.heartbeat.HeartbeatVerticle;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.server.PeerServerVerticle;
import io.fencewire.server.ServerOptions;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The six steps of snarkOS issue #3331 over real sockets: a task that was made for one connection
 * wakes while the next one to the same peer is between its handshake and LIVE. The window is held
 * open by a gossip role that takes its time to prepare; the server has no hook for it.
 */
class Issue3331Test {
  private static final long DEADLINE_NANOS = Duration.ofSeconds(30).toNanos();

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus node = new NodeBus(vertx, "node");
  private final NodeBus peer = new NodeBus(vertx, "peer");
  private final PeerServerVerticle nodeServer = server("node", 1);
  private final PeerServerVerticle peerServer = server("peer", 2);
  private Ear slowGossip;
  private Ear nodeEvents;
  private Ear peerEvents;
  private Ear peerGossip;

  @BeforeEach
  void start() {
    slowGossip = Ear.asSilentRole(vertx, node, Role.GOSSIP);
    nodeEvents = Ear.at(node, node.addresses().events());
    peerEvents = Ear.at(peer, peer.addresses().events());
    peerGossip = Ear.asRole(vertx, peer, Role.GOSSIP);
    HeartbeatOptions quick = new HeartbeatOptions(Duration.ofMillis(100), 0.1);
    await(vertx.deployVerticle(new HeartbeatVerticle("node", quick)));
    await(vertx.deployVerticle(nodeServer));
    await(vertx.deployVerticle(peerServer));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  static Stream<Named<Function<ConnectionToken, ServerCommand>>> delayedTasks() {
    return Stream.of(
        Named.of("Ping", t -> new ServerCommand.SendPing(t, Lease.NONE, deadline(), 3331)),
        Named.of("transaction", t -> send(t, new UnconfirmedTransaction(bytes(32), bytes(99)))),
        Named.of("solution", t -> send(t, new UnconfirmedSolution(3331, bytes(80)))));
  }

  @ParameterizedTest
  @MethodSource("delayedTasks")
  void aTaskThatOutlivedItsConnectionDoesNotHarmTheNextOne(
      Function<ConnectionToken, ServerCommand> task) {
    // 1. The peer is connected, has answered a ping, and a task is made for this connection.
    ConnectionToken first = connect();
    awaitPongs(1);
    ServerCommand late = task.apply(first);

    // 2. The periodic refresh disconnects the peer.
    assertThat(outcome(new ServerCommand.CloseConnection(first, deadline(), CloseReason.ROTATION)))
        .isEqualTo(Outcome.WRITTEN);
    nodeEvents.next(PeerEvent.Disconnected.class, e -> e.connection().token().equals(first));
    peerEvents.next(PeerEvent.Disconnected.class);

    // 3. The peer comes back; for it the handshake is over, and the connection LIVE.
    dial();
    Prepared second = prepareSlowly();
    peerEvents.next(PeerEvent.Connected.class);

    // 4. The old task wakes, and so does a sender that has just heard of the new connection.
    assertThat(outcome(late)).isEqualTo(Outcome.STALE);
    assertThat(outcome(task.apply(second.token))).isEqualTo(Outcome.NOT_READY);

    // 5. and 6. Neither is taken for a dead peer: the connection becomes LIVE and stays.
    assertThat(nodeEvents.soFar(PeerEvent.Connected.class)).isEmpty();
    second.answer.run();
    nodeEvents.next(PeerEvent.Connected.class, e -> e.connection().token().equals(second.token));
    assertThat(outcome(late)).isEqualTo(Outcome.STALE);
    long pongs = pongs();
    awaitPongs(pongs + 2);
    assertThat(peerGossip.soFar(RoleMessage.Received.class)).isEmpty();
    assertThat(outcome(task.apply(second.token))).isEqualTo(Outcome.WRITTEN);
    awaitPongs(pongs + 4);
    assertThat(nodeEvents.soFar(PeerEvent.Disconnected.class)).isEmpty();
    assertThat(peerEvents.soFar(PeerEvent.Disconnected.class)).isEmpty();
  }

  private ConnectionToken connect() {
    dial();
    Prepared prepared = prepareSlowly();
    prepared.answer.run();
    nodeEvents.next(PeerEvent.Connected.class);
    peerEvents.next(PeerEvent.Connected.class);
    return prepared.token;
  }

  /** What the slow gossip role was asked, and the way to answer it. */
  private record Prepared(ConnectionToken token, Runnable answer) {}

  private Prepared prepareSlowly() {
    var question = slowGossip.message(Prepare.class, any -> true);
    Prepare prepare = (Prepare) question.body();
    ConnectionToken token = prepare.connection().token();
    return new Prepared(
        token, () -> NodeBus.answer(question, new RoleAnswer.Prepared(token, prepare.lease())));
  }

  private void dial() {
    ListenAddress address = nodeServer.listening();
    peer.ask(
        peer.addresses().server(peerServer.serverId()),
        new ServerCommand.Connect(address, deadline()),
        20_000,
        ConnectAnswer.class);
  }

  private Outcome outcome(ServerCommand command) {
    String address = node.addresses().server(nodeServer.serverId());
    return await(node.ask(address, command, 10_000, Answer.class)).outcome();
  }

  private long pongs() {
    String address = node.addresses().role(Role.HEARTBEAT);
    var stats = await(node.ask(address, new RoleQuestion(), 10_000, RoleAnswer.RoleStats.class));
    return stats.counters().get("pongs");
  }

  private void awaitPongs(long expected) {
    long end = System.nanoTime() + DEADLINE_NANOS / 3;
    while (pongs() < expected) {
      assertThat(System.nanoTime()).as("the next pings go out in time").isLessThan(end);
    }
  }

  private static ServerCommand send(ConnectionToken token, Message message) {
    return new ServerCommand.Send(token, Lease.NONE, deadline(), message);
  }

  private static PeerServerVerticle server(String name, int key) {
    byte[] seed = new byte[32];
    seed[0] = (byte) key;
    ServerOptions options = ServerOptions.at(new ListenAddress("127.0.0.1", 0));
    ServerOptions.Times usual = options.times();
    ServerOptions.Times patient = new ServerOptions.Times(
        usual.dial(),
        usual.handshake(),
        Duration.ofSeconds(20),
        usual.probe(),
        usual.silence(),
        usual.stall(),
        usual.flush(),
        usual.snapshot());
    return new PeerServerVerticle(name, options.withTimes(patient), Ed25519Identity.fromSeed(seed));
  }

  private static long deadline() {
    return System.nanoTime() + DEADLINE_NANOS;
  }

  private static Bytes bytes(int size) {
    return Bytes.wrap(new byte[size]);
  }
}
