package io.fencewire;

import static io.fencewire.Ear.await;

import io.fencewire.admin.AdminOptions;
import io.fencewire.admin.AdminVerticle;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.server.ServerOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Two whole nodes in one Vert.x, alpha and beta, that dial nobody by themselves. */
public final class TwoNodes implements AutoCloseable {
  public final Vertx vertx = Vertx.vertx();
  private final Ear events = Ear.at(new NodeBus(vertx, "alpha"), "fencewire.alpha.events");
  private final NodeVerticle alpha = node("alpha", 1);
  private final NodeVerticle beta = node("beta", 2);

  /** Deploys both. */
  public TwoNodes() {
    await(vertx.deployVerticle(alpha));
    await(vertx.deployVerticle(beta));
  }

  /** Where beta listens. */
  public String betaAddress() {
    return beta.listening().toString();
  }

  /** Who alpha is. */
  public PeerId alphaId() {
    return identity(1).peerId();
  }

  /** Who beta is. */
  public PeerId betaId() {
    return identity(2).peerId();
  }

  /** Alpha's next connection to beta. */
  public PeerConnection nextConnection() {
    return events.next(PeerEvent.Connected.class).connection();
  }

  /** How alpha's next connection to beta ends. */
  public PeerEvent.Disconnected nextEnd() {
    return events.next(PeerEvent.Disconnected.class);
  }

  /** Opens an admin port for both; where it listens. */
  public ListenAddress openAdmin(JsonObject configuration) {
    AdminVerticle admin =
        new AdminVerticle(AdminOptions.at(0), List.of("alpha", "beta"), configuration);
    await(vertx.deployVerticle(admin));
    return new ListenAddress("127.0.0.1", admin.port());
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static NodeVerticle node(String name, int key) {
    NodeOptions options = IdleNode.options(
        name,
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)),
        new HeartbeatOptions(Duration.ofMillis(50), 0));
    return new NodeVerticle(options, identity(key));
  }

  private static Ed25519Identity identity(int key) {
    byte[] seed = new byte[32];
    seed[0] = (byte) key;
    return Ed25519Identity.fromSeed(seed);
  }
}
