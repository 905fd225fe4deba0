package io.fencewire.server;

import io.fencewire.peer.Lease;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which instances of roles one connection is entrusted to, each under a lease of its own. */
final class Trust {
  private final Map<Role, Lease> leases = new EnumMap<>(Role.class);
  private final Map<Role, RoleInstance> holders = new EnumMap<>(Role.class);

  /**
   * Entrusts the connection to an instance of a role, or with null to nobody; what was entrusted
   * with the role before holds a stale lease now.
   */
  void give(Role role, @Nullable RoleInstance instance, Lease lease) {
    if (instance == null) {
      holders.remove(role);
    } else {
      holders.put(role, instance);
    }
    leases.put(role, lease);
  }

  /** Who plays a role for this connection, or null if nobody does. */
  @Nullable
  RoleInstance holder(Role role) {
    return holders.get(role);
  }

  /** The lease in force for a role. */
  Lease lease(Role role) {
    return leases.getOrDefault(role, Lease.NONE);
  }

  /** Whether a command with this lease may be executed. */
  boolean honours(Lease lease) {
    return lease.equals(Lease.NONE)
        || lease.equals(lease(Role.HEARTBEAT))
        || lease.equals(lease(Role.GOSSIP));
  }
}
