package io.fencewire.devnet;

import io.fencewire.NodeVerticle;
import io.fencewire.admin.AdminOptions;
import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.gossip.GossipOptions;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.refresh.RefreshOptions;
import io.fencewire.server.ServerOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One full node of a devnet: its key, its options, its four verticles. */
final class DevnetNode {
  private static final String NETWORK = "fencewire-devnet";
  private static final Duration PING_INTERVAL = Duration.ofSeconds(2);
  private static final double JITTER = 0.2;
  private static final int PENDING_MAX = 256;
  private static final long ASK_MILLIS = 2_000;

  private final Vertx vertx;
  private final int number;
  private final Identity identity;
  private final NodeBus bus;
  private @Nullable NodeVerticle verticle;

  /** The node with this number; its key is derived from the seed. */
  DevnetNode(Vertx vertx, int number, long seed) {
    this.vertx = vertx;
    this.number = number;
    this.identity = Ed25519Identity.fromSeed(keySeed(number, seed));
    this.bus = new NodeBus(vertx, name());
  }

  private static byte[] keySeed(int number, long seed) {
    try {
      String text = NETWORK + " seed " + seed + " node " + number;
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Deploys it; completes when it listens. */
  Future<Void> start(DevnetOptions options, List<ListenAddress> bootstrap) {
    NodeVerticle deployed = new NodeVerticle(nodeOptions(name(), options, bootstrap), identity);
    verticle = deployed;
    return vertx.deployVerticle(deployed).mapEmpty();
  }

  static NodeOptions nodeOptions(
      String name, DevnetOptions options, List<ListenAddress> bootstrap) {
    DevnetOptions.Peers peers = options.peers();
    ServerOptions server = ServerOptions.at(new ListenAddress("127.0.0.1", 0))
        .withTransport(options.transport())
        .withNetwork(NETWORK)
        .withPeers(peers.max(), peers.max())
        .withAdmission(new ServerOptions.AdmissionLimits(
            PENDING_MAX, PENDING_MAX, Duration.ofSeconds(1), true))
        .withLoops(options.loops());
    RefreshOptions refresh = new RefreshOptions(
        peers.min(),
        peers.target(),
        peers.max(),
        options.rotateEvery(),
        JITTER,
        List.copyOf(bootstrap),
        List.of(),
        null,
        true,
        false);
    // The key never touches this file: the identity is given.
    Path key = Path.of(name + ".key");
    HeartbeatOptions heartbeat = new HeartbeatOptions(PING_INTERVAL, JITTER);
    return new NodeOptions(
        name, Role.ALL, key, server, heartbeat, GossipOptions.DEFAULT, refresh, AdminOptions.OFF);
  }

  /** Its name, which is the first part of its addresses on the bus. */
  String name() {
    return "devnet-" + number;
  }

  /** Who it is. */
  PeerId peerId() {
    return identity.peerId();
  }

  /** Where it listens. */
  ListenAddress listening() {
    return started().listening();
  }

  /** The network as an application beside this node sees it. */
  PeerNetwork network() {
    return PeerNetwork.of(vertx, name());
  }

  /** Closes all its connections, and makes no more; fails if that takes longer than this. */
  Future<Void> drain(long withinMillis) {
    return askServers(new ServerCommand.Drain(), withinMillis, BusRecord.class).mapEmpty();
  }

  /** What each of its roles counts. */
  Future<Map<Role, RoleStats>> stats() {
    Map<Role, RoleStats> stats = new EnumMap<>(Role.class);
    Future<Void> asked = askServers(new ServerCommand.AskStats(), ASK_MILLIS, ServerStats.class)
        .map(DevnetNode::sum)
        .onSuccess(server -> stats.put(Role.SERVER, server))
        .mapEmpty();
    for (Role role : List.of(Role.HEARTBEAT, Role.GOSSIP, Role.REFRESH)) {
      asked = asked
          .compose(before ->
              bus.ask(bus.addresses().role(role), new RoleQuestion(), ASK_MILLIS, RoleStats.class))
          .onSuccess(answer -> stats.put(role, answer))
          .mapEmpty();
    }
    return asked.map(all -> stats);
  }

  /** Asks each of its servers; fails if one gives no answer. */
  private <T extends BusRecord> Future<List<T>> askServers(
      ServerCommand command, long withinMillis, Class<T> answer) {
    List<Future<T>> asked = started().serverIds().stream()
        .map(id -> bus.ask(bus.addresses().server(id), command, withinMillis, answer))
        .toList();
    return Future.join(asked).map(all -> all.list());
  }

  private static RoleStats sum(List<ServerStats> servers) {
    Map<String, Long> gauges = new TreeMap<>();
    Map<String, Long> counters = new TreeMap<>();
    for (ServerStats server : servers) {
      server.gauges().forEach((name, count) -> gauges.merge(name, count, Long::sum));
      server.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
    }
    return new RoleStats(gauges, counters);
  }

  /** Undeploys it. */
  Future<Void> stop() {
    return verticle == null ? Future.succeededFuture() : vertx.undeploy(verticle.deploymentID());
  }

  private NodeVerticle started() {
    if (verticle == null) {
      throw new IllegalStateException(name() + " was not started");
    }
    return verticle;
  }
}
