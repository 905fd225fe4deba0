package io.fencewire;

import io.fencewire.admin.AdminVerticle;
import io.fencewire.admin.Requirements;
import io.fencewire.api.JsonGateway;
import io.fencewire.bus.NodeBus;
import io.fencewire.gossip.GossipVerticle;
import io.fencewire.heartbeat.HeartbeatVerticle;
import io.fencewire.identity.Identity;
import io.fencewire.identity.KeyFile;
import io.fencewire.options.NodeOptions;
import io.fencewire.options.Settings;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.fencewire.refresh.RefreshVerticle;
import io.fencewire.server.PeerServerVerticle;
import io.fencewire.server.ServerOptions;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One whole node: the composition root. It deploys the roles, which meet only on the bus: first
 * heartbeat and gossip, so that the server's first connection finds them there, then the server, or several that share a port,
 * then the refresher, which begins to dial, the gateway for JSON and, where it is wanted, the admin port. Vert.x undeploys them with this verticle; the server says
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

  /** Where the node's servers in this JVM listen, once it has started. */
  public ListenAddress listening() {
    return first().listening();
  }

  /** This start of each of the node's servers in this JVM. */
  public List<ServerId> serverIds() {
    return servers.stream().map(PeerServerVerticle::serverId).toList();
  }

  @Override
  public Future<?> start() {
    NodeOptions chosen = options != null ? options : NodeOptions.fromJson(config());
    chosen.rolesMustSuit(vertx.isClustered());
    if (chosen.admin().enabled()) {
      Requirements.check();
    }
    return identity(chosen)
        .compose(known -> agreed(chosen, known).compose(agreed -> deployAll(chosen, known)));
  }

  private Future<Identity> identity(NodeOptions chosen) {
    if (identity != null) {
      return Future.succeededFuture(identity);
    }
    return vertx.executeBlocking(() -> {
      chosen.mustSuit(vertx.isClustered());
      return KeyFile.loadOrCreate(chosen.key(), chosen.keys(), new SecureRandom());
    });
  }

  private Future<Void> agreed(NodeOptions chosen, Identity known) {
    return vertx.isClustered()
        ? new OneIdentity(new NodeBus(vertx, chosen.node()), known.peerId()).begin()
        : Future.succeededFuture();
  }

  private Future<?> deployAll(NodeOptions chosen, Identity known) {
    String node = chosen.node();
    return deploy(chosen, Role.HEARTBEAT, () -> new HeartbeatVerticle(node, chosen.heartbeat()))
        .compose(
            done -> deploy(chosen, Role.GOSSIP, () -> new GossipVerticle(node, chosen.gossip())))
        .compose(done -> chosen.roles().contains(Role.SERVER)
            ? deployServers(node, chosen.server(), known)
            : Future.succeededFuture())
        .compose(
            done -> deploy(chosen, Role.REFRESH, () -> new RefreshVerticle(node, chosen.refresh())))
        .compose(done -> deploy(new JsonGateway(node)))
        .compose(done -> deployAdmin(chosen));
  }

  /** Last, so that whoever finds its port open finds a node behind it. */
  private Future<?> deployAdmin(NodeOptions chosen) {
    if (!chosen.admin().enabled()) {
      return Future.succeededFuture();
    }
    JsonObject told =
        options != null ? new JsonObject() : Settings.read(config()).toJson();
    return deploy(new AdminVerticle(chosen.admin(), List.of(chosen.node()), told));
  }

  private Future<?> deploy(NodeOptions chosen, Role role, Supplier<Deployable> verticle) {
    return chosen.roles().contains(role) ? deploy(verticle.get()) : Future.succeededFuture();
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
      throw new IllegalStateException("the node has not started, or has no server in this JVM");
    }
    return servers.get(0);
  }
}
