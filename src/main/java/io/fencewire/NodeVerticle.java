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
import io.fencewire.server.ServerOptions;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One whole node: the composition root. It deploys the roles, which meet only on the bus: first
 * heartbeat and gossip, so that the server's first connection finds them there, then the server, or several that share a port,
 * then the refresher, which begins to dial, and the gateway for JSON. Vert.x undeploys them with this verticle; the server says
 * goodbye to its peers by itself.
 */
public final class NodeVerticle extends VerticleBase {
  private @Nullable NodeOptions options;
  private @Nullable Identity identity;
  private final List<PeerServerVerticle> servers = new ArrayList<>();

  /** A node that takes its options from the verticle's configuration: for the launcher. */
  public NodeVerticle() {}

  /** A node with these options, and an identity that is kept in no file. */
  public NodeVerticle(NodeOptions options, Identity identity) {
    this.options = options;
    this.identity = identity;
  }

  /** Where the node's servers listen, once it has started. */
  public ListenAddress listening() {
    return first().listening();
  }

  /** This start of each of the node's servers. */
  public List<ServerId> serverIds() {
    return servers.stream().map(PeerServerVerticle::serverId).toList();
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
    return deploy(new HeartbeatVerticle(node, chosen.heartbeat()))
        .compose(done -> deploy(new GossipVerticle(node, chosen.gossip())))
        .compose(done -> deployServers(node, chosen.server(), known))
        .compose(done -> deploy(new RefreshVerticle(node, chosen.refresh())))
        .compose(done -> deploy(new JsonGateway(node)));
  }

  /** One after the other: the port may be free for the choosing, and the first one chooses it. */
  private Future<?> deployServers(String node, ServerOptions chosen, Identity known) {
    servers.add(new PeerServerVerticle(node, chosen.share(0), known));
    Future<?> deployed = deploy(first());
    for (int loop = 1; loop < chosen.loops(); loop++) {
      PeerServerVerticle next = first().beside(chosen.share(loop));
      servers.add(next);
      deployed = deployed.compose(before -> deploy(next));
    }
    return deployed;
  }

  private Future<?> deploy(Deployable role) {
    return vertx.deployVerticle(role);
  }

  private PeerServerVerticle first() {
    if (servers.isEmpty()) {
      throw new IllegalStateException("the node has not started");
    }
    return servers.get(0);
  }
}
