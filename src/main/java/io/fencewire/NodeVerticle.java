package io.fencewire;

import io.fencewire.api.JsonGateway;
import io.fencewire.gossip.GossipVerticle;
import io.fencewire.heartbeat.HeartbeatVerticle;
import io.fencewire.identity.Identity;
import io.fencewire.identity.KeyFile;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.ServerId;
import io.fencewire.refresh.RefreshVerticle;
import io.fencewire.server.PeerServerVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One whole node: the composition root. It deploys the four roles, which meet only on the bus: first
 * heartbeat and gossip, so that the server's first connection finds them there, then the server,
 * then the refresher, which begins to dial, and the gateway for JSON. Vert.x undeploys them with this verticle; the server says
 * goodbye to its peers by itself.
 */
public final class NodeVerticle extends VerticleBase {
  private @Nullable NodeOptions options;
  private @Nullable Identity identity;
  private @Nullable PeerServerVerticle server;

  /** A node that takes its options from the verticle's configuration: for the launcher. */
  public NodeVerticle() {}

  /** A node with these options, and an identity that is kept in no file. */
  public NodeVerticle(NodeOptions options, Identity identity) {
    this.options = options;
    this.identity = identity;
  }

  /** Where the node's server listens, once it has started. */
  public ListenAddress listening() {
    return server().listening();
  }

  /** This start of the node's server. */
  public ServerId serverId() {
    return server().serverId();
  }

  @Override
  public Future<?> start() {
    NodeOptions chosen = options != null ? options : NodeOptions.fromJson(config());
    return identity(chosen).compose(known -> deployAll(chosen, known));
  }

  private Future<Identity> identity(NodeOptions chosen) {
    return identity != null
        ? Future.succeededFuture(identity)
        : vertx.executeBlocking(() -> KeyFile.loadOrCreate(chosen.key(), new SecureRandom()));
  }

  private Future<?> deployAll(NodeOptions chosen, Identity known) {
    String node = chosen.node();
    PeerServerVerticle owner = new PeerServerVerticle(node, chosen.server(), known);
    server = owner;
    return deploy(new HeartbeatVerticle(node, chosen.heartbeat()))
        .compose(done -> deploy(new GossipVerticle(node, chosen.gossip())))
        .compose(done -> deploy(owner))
        .compose(done -> deploy(new RefreshVerticle(node, chosen.refresh())))
        .compose(done -> deploy(new JsonGateway(node)));
  }

  private Future<?> deploy(Deployable role) {
    return vertx.deployVerticle(role);
  }

  private PeerServerVerticle server() {
    return Objects.requireNonNull(server, "the node has not started");
  }
}
