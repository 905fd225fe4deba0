package io.fencewire.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.Ear;
import io.fencewire.NodeVerticle;
import io.fencewire.admin.AdminOptions;
import io.fencewire.api.PeerEvent;
import io.fencewire.api.PeerNetwork;
import io.fencewire.gossip.GossipOptions;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.refresh.RefreshOptions;
import io.fencewire.server.Access;
import io.fencewire.server.ServerOptions;
import io.fencewire.server.Transport;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One peer of the node: a whole node of its own, which tells the journal what it sees. */
final class Outsider {
  private static final Duration PING = Duration.ofSeconds(5);
  private static final Duration NEVER = Duration.ofHours(1);

  private final Vertx vertx;
  private final Self self;
  private final Cluster cluster;
  private final Journal journal;
  private final Ed25519Identity identity;
  private final PeerNetwork network;
  private NodeVerticle node;
  private String deployment = "";
  private final AtomicInteger starts = new AtomicInteger();

  Outsider(Vertx vertx, Self self, Cluster cluster, Journal journal) {
    this.vertx = vertx;
    this.self = self;
    this.cluster = cluster;
    this.journal = journal;
    this.identity =
        Ed25519Identity.fromSeed(ByteBuffer.allocate(32).putInt(1 + self.number).array());
    this.network = PeerNetwork.of(vertx, "outsider" + self.number);
    network.onEvent(this::heard);
    network.subscribe(
        Crowd.TOPIC,
        item -> journal.heard(new String(item.body().toArray(), UTF_8), ear(), System.nanoTime()));
  }

  /** Whom it dials. */
  enum Habit {
    /** Nobody: it waits to be dialled. */
    WAITS,
    /** Both servers of the node, whenever it is not connected to one of them. */
    DIALS_BOTH,
    /** One server of the node, when it is connected to none. */
    DIALS_ONE
  }

  /** Which one it is, what it does, where it listens and the file that says whom it admits. */
  record Self(int number, Habit habit, String host, Path listed) {}

  Habit habit() {
    return self.habit;
  }

  /** Who it is: the name in the journal. */
  String name() {
    return identity.peerId().toString();
  }

  /** The present start. */
  String ear() {
    return name() + "#" + starts.get();
  }

  ListenAddress listening() {
    return node.listening();
  }

  /** Starts; if it dials one server, then that of this JVM. */
  void start(int home) {
    starts.incrementAndGet();
    node = new NodeVerticle(options(home), identity);
    deployment = Ear.await(vertx.deployVerticle(node));
  }

  /** Leaves, and starts again. */
  void restart(int home) {
    Ear.await(vertx.undeploy(deployment));
    start(home);
  }

  /** Publishes; without a connection that leads nowhere. */
  void publish(byte[] item) {
    var unused = network.publish(Crowd.TOPIC, item);
  }

  private void heard(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      PeerConnection connection = connected.connection();
      journal.gained(
          new Journal.Link(name(), connection.session(), jvm(connection), System.nanoTime()));
    } else if (event instanceof PeerEvent.Disconnected over) {
      journal.lost(name(), over.connection().session(), over.reason(), over.origin());
    }
  }

  /** The other end says where it listens. */
  private int jvm(PeerConnection connection) {
    for (int jvm = 0; jvm < Cluster.SIZE; jvm++) {
      if (cluster.listening(jvm).equals(connection.address())) {
        return jvm;
      }
    }
    throw new IllegalStateException("connected to a stranger: " + connection);
  }

  private NodeOptions options(int home) {
    int port = self.habit == Habit.WAITS && node != null ? node.listening().port() : 0;
    ServerOptions server = ServerOptions.at(new ListenAddress(self.host, port))
        .withTransport(Transport.PLAIN)
        .withAccess(new Access(true, false, Map.of()), self.listed);
    return new NodeOptions(
        "outsider" + self.number,
        Role.ALL,
        Path.of("unused.key"),
        server,
        new HeartbeatOptions(PING, 0.1),
        GossipOptions.DEFAULT,
        refresh(home),
        AdminOptions.OFF);
  }

  private RefreshOptions refresh(int home) {
    int target = switch (self.habit) {
      case WAITS, DIALS_ONE -> 1; // more than the target it would rotate away
      case DIALS_BOTH -> 2;
    };
    List<DialTarget> bootstrap = switch (self.habit) {
      case WAITS -> List.of();
      case DIALS_ONE -> List.of(cluster.listening(home));
      case DIALS_BOTH ->
        List.of(cluster.listening(Cluster.WHOLE), cluster.listening(Cluster.SERVER));
    };
    return new RefreshOptions(1, target, 21, NEVER, 0.2, bootstrap, List.of(), null, true, false);
  }
}
