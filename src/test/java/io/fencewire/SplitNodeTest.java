package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.api.PeerNetwork;
import io.fencewire.api.PeerStatus;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.options.NodeOptions;
import io.fencewire.options.StartRefused;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.server.ServerOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One node whose roles are in several members of a cluster, and its peer outside of it. */
class SplitNodeTest {
  private static final String NODE = "split";
  private static final byte[] BODY = {1, 2, 3};

  private final TestCluster cluster = new TestCluster();
  private final Vertx outside = Vertx.vertx();
  private final NodeVerticle peer = node("peer", 2, Role.ALL);

  @AfterEach
  void close() {
    await(outside.close());
    cluster.close();
  }

  @Test
  void aNodeWorksWithItsSocketsInOneJvmAndAllElseInAnother() throws Exception {
    await(outside.deployVerticle(peer));
    await(cluster.join().deployVerticle(node(NODE, 1, Set.of(Role.SERVER))));
    Set<Role> rest = EnumSet.complementOf(EnumSet.of(Role.SERVER));
    await(cluster.join().deployVerticle(node(NODE, 1, rest)));
    Vertx app = cluster.join();
    PeerNetwork network = PeerNetwork.of(app, NODE);
    PeerNetwork peers = PeerNetwork.of(outside, "peer");
    BlockingQueue<String> atApp = new LinkedBlockingQueue<>();
    BlockingQueue<String> atPeer = new LinkedBlockingQueue<>();
    network.subscribe("news", item -> atApp.add(item.id()));
    peers.subscribe("news", item -> atPeer.add(item.id()));

    ConnectionToken token = await(network.connect(peer.listening().toString()));
    until(() -> measured(network), "the peer is pinged from the other JVM");

    String sent = await(network.publish("news", BODY));
    assertThat(atPeer.poll(10, TimeUnit.SECONDS)).isEqualTo(sent);
    assertThat(atApp.poll(10, TimeUnit.SECONDS)).isEqualTo(sent);
    String heard = await(peers.publish("news", new byte[] {4}));
    assertThat(atApp.poll(10, TimeUnit.SECONDS)).isEqualTo(heard);
    assertThat(atPeer.poll(10, TimeUnit.SECONDS)).isEqualTo(heard);

    assertThat(await(network.send(token, "news", BODY))).isEqualTo(Outcome.WRITTEN);
    assertThat(await(network.disconnect(token))).isEqualTo(Outcome.WRITTEN);
    until(() -> await(network.peers()).isEmpty(), "the connection is over");
    until(() -> await(network.send(token, "news", BODY)) != Outcome.CLOSING, "and its socket");
    assertThat(await(network.send(token, "news", BODY))).isEqualTo(Outcome.STALE);
    assertThat(atApp).as("nothing comes twice").isEmpty();
  }

  @Test
  void thePeersOfAServerThatLeavesAreTakenOverByTheOther() {
    await(outside.deployVerticle(peer));
    Vertx first = cluster.join();
    await(first.deployVerticle(node(NODE, 1, Role.ALL)));
    PeerNetwork network = PeerNetwork.of(first, NODE);
    ConnectionToken before = await(network.connect(peer.listening().toString()));
    Vertx second = cluster.join();
    await(second.deployVerticle(node(NODE, 1, Role.ALL)));
    PeerNetwork left = PeerNetwork.of(second, NODE);
    until(() -> await(left.peers()).size() == 1, "both servers are seen from the second JVM");

    await(cluster.leave(first));

    until(() -> holdsAnother(left, before), "the second server has the peer");
  }

  @Test
  void aJvmWithAnotherKeyIsRefused() {
    await(cluster.join().deployVerticle(node(NODE, 1, Set.of(Role.GOSSIP))));
    Vertx stranger = cluster.join();
    assertThatThrownBy(() -> await(stranger.deployVerticle(node(NODE, 3, Role.ALL))))
        .hasRootCauseInstanceOf(StartRefused.class)
        .hasMessageContaining("all JVMs of a node need the same key");
    await(stranger.deployVerticle(node(NODE, 1, Set.of(Role.HEARTBEAT))));
  }

  @Test
  void aPartOfANodeAloneIsRefused() {
    NodeVerticle part = node("part", 4, Set.of(Role.SERVER));
    assertThatThrownBy(() -> await(outside.deployVerticle(part)))
        .hasRootCauseInstanceOf(StartRefused.class)
        .hasMessageContaining("roles = [server] is wrong");
  }

  private static boolean measured(PeerNetwork network) {
    List<PeerStatus> peers = await(network.peers());
    return peers.size() == 1 && peers.get(0).rtt() != null;
  }

  private static boolean holdsAnother(PeerNetwork network, ConnectionToken before) {
    List<PeerStatus> peers = await(network.peers());
    return peers.size() == 1 && !peers.get(0).connection().token().equals(before);
  }

  private static void until(BooleanSupplier condition, String what) {
    // A server that stood still dials nobody's peers for 15 s: on a busy machine that happens.
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      Thread.onSpinWait();
    }
  }

  private static NodeVerticle node(String name, int key, Set<Role> roles) {
    byte[] seed = new byte[32];
    seed[0] = (byte) key;
    NodeOptions options = IdleNode.options(
        name,
        roles,
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)),
        new HeartbeatOptions(Duration.ofMillis(50), 0));
    return new NodeVerticle(options, Ed25519Identity.fromSeed(seed));
  }
}
