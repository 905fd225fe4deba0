package io.fencewire.server;

import io.fencewire.bus.RoleMessage.Holding;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The instances of roles in the small world, all in the server's JVM: whoever plays a role says at
 * every tick that it is there, until another takes over or it goes.
 */
final class SmallRoles {
  /** The JVM of this world. */
  static final String JVM = "small";

  private final Map<Role, RoleInstance> present = new EnumMap<>(Role.class);
  private long lastTick;

  /** Nobody is there yet. */
  SmallRoles(long now) {
    this.lastTick = now;
  }

  /** Another instance plays this role from now on. */
  void begin(PeerServer server, Role role, long now) {
    RoleInstance before = present.get(role);
    RoleInstance instance = new RoleInstance(role, before == null ? 1 : before.id() + 1, JVM);
    present.put(role, instance);
    server.household().heard(instance, now);
  }

  /** Nobody plays this role any more, and the server has found that out. */
  void end(PeerServer server, Role role, long now) {
    RoleInstance instance = present.remove(role);
    if (instance != null) {
      server.household().gone(instance, now);
    }
  }

  /** The ticks that were due since the last one, if this process did not stand still. */
  void tickUntil(PeerServer server, long now) {
    while (now - lastTick >= LocalHealth.TICK_NANOS) {
      tickLate(server, lastTick + LocalHealth.TICK_NANOS);
    }
  }

  /** The one tick that fires after this process has stood still. */
  void tickLate(PeerServer server, long now) {
    lastTick = now;
    for (RoleInstance instance : present.values()) {
      server.household().heard(instance, now);
    }
    server.tick(now);
  }

  /** What is held, with the leases of a role. */
  static List<Holding> holdings(PeerServer server, Role role) {
    return server.table().listHeld().stream()
        .map(c -> new Holding(c.facts(), c.state(), c.trust().lease(role), c.isBusy()))
        .toList();
  }
}
