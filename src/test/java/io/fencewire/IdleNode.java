package io.fencewire;

import io.fencewire.admin.AdminOptions;
import io.fencewire.gossip.GossipOptions;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.Role;
import io.fencewire.refresh.RefreshOptions;
import io.fencewire.server.ServerOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The options of a node that of its own accord neither dials nor rotates while a test lasts. */
public final class IdleNode {
  private IdleNode() {}

  /** A node with all roles. */
  public static NodeOptions options(String name, ServerOptions server, HeartbeatOptions heartbeat) {
    return options(name, Role.ALL, server, heartbeat);
  }

  /** A node, or a part of one. */
  public static NodeOptions options(
      String name, Set<Role> roles, ServerOptions server, HeartbeatOptions heartbeat) {
    return new NodeOptions(
        name,
        roles,
        Path.of("unused.key"),
        server,
        heartbeat,
        GossipOptions.DEFAULT,
        refresh(server),
        AdminOptions.OFF);
  }

  /** The same as a configuration has it, to be merged into one. */
  public static JsonObject wishes() {
    return new JsonObject()
        .put("peers", new JsonObject().put("book", "").put("min", 0).put("target", 0))
        .put("refresh", new JsonObject().put("interval", "8760h"));
  }

  /** The first rotation has its time somewhere within the first interval: that is a year. */
  private static RefreshOptions refresh(ServerOptions server) {
    return new RefreshOptions(
        0, 0, server.peersMax(), Duration.ofDays(365), 0, List.of(), List.of(), null, true, false);
  }
}
