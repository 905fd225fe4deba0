package io.fencewire.storm;

import static io.fencewire.Ear.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fencewire.IdleNode;
import io.fencewire.NodeVerticle;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.server.ServerOptions;
import io.fencewire.server.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** A whole node with room for many, which dials nobody by itself; its log of connections is off. */
final class StormNode implements AutoCloseable {
  private static final int PEERS_MAX = 1_000;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private final Vertx vertx;
  private final NodeBus bus;
  private final NodeVerticle node;
  private final Ed25519Identity identity;

  /** Deploys a node with this name. */
  StormNode(Vertx vertx, String name, Transport transport) {
    this.vertx = vertx;
    this.bus = new NodeBus(vertx, name);
    this.identity = Visitor.Caller.plain(-name.hashCode()).identity();
    this.node = new NodeVerticle(options(name, transport), identity);
    quiet(true);
    await(vertx.deployVerticle(node));
  }

  Vertx vertx() {
    return vertx;
  }

  NodeBus bus() {
    return bus;
  }

  PeerId peerId() {
    return identity.peerId();
  }

  ListenAddress listening() {
    return node.listening();
  }

  /** What the server counts. */
  ServerStats stats() {
    return await(ask(new ServerCommand.AskStats(), ServerStats.class));
  }

  /** One counter of the server. */
  long counter(String name) {
    return stats().counters().getOrDefault(name, 0L);
  }

  /** What the heartbeat counts. */
  RoleStats heartbeat() {
    String address = bus.addresses().role(Role.HEARTBEAT);
    return await(bus.ask(address, new RoleQuestion(), 20_000, RoleStats.class));
  }

  /** The connections that are PREPARING or LIVE. */
  Snapshot holdings() {
    return await(ask(new ServerCommand.Inspect(), Snapshot.class));
  }

  /** Has the server close one generation. */
  Future<Outcome> close(ConnectionToken token) {
    return ask(
            new ServerCommand.CloseConnection(token, deadline(), CloseReason.ROTATION),
            Answer.class)
        .map(Answer::outcome);
  }

  /** Has the server refuse an identity for so long that the storm is over. */
  void ban(PeerId peer) {
    long nanos = Duration.ofDays(1).toNanos();
    await(ask(new ServerCommand.Ban(peer, nanos, deadline()), Answer.class));
  }

  /** Asks the server. */
  <T extends BusRecord> Future<T> ask(ServerCommand command, Class<T> answer) {
    return bus.ask(bus.addresses().server(node.serverIds().get(0)), command, 20_000, answer);
  }

  /** A deadline that is never missed. */
  static long deadline() {
    return System.nanoTime() + PATIENCE_NANOS;
  }

  @Override
  public void close() {
    await(vertx.close());
    quiet(false);
  }

  private static NodeOptions options(String name, Transport transport) {
    return IdleNode.options(name, roomy().withTransport(transport), HeartbeatOptions.DEFAULT);
  }

  /** A server that has room for everybody. */
  static ServerOptions roomy() {
    return ServerOptions.at(new ListenAddress("127.0.0.1", 0))
        .withPeers(PEERS_MAX, PEERS_MAX)
        .withAdmission(
            new ServerOptions.AdmissionLimits(PEERS_MAX, 10, Duration.ofSeconds(10), true));
  }

  /** Whether the log is spared two lines per connection. */
  static void quiet(boolean on) {
    Logger log = (Logger) LoggerFactory.getLogger("io.fencewire.server.ConnectionLog");
    log.setLevel(on ? Level.WARN : null);
  }
}
