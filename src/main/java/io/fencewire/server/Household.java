package io.fencewire.server;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import java.util.List;
import java.util.Set;

/**
 * The rest of the node, as one of its servers knows it: the instances of roles that its connections
 * are entrusted to, and the other servers, whose peers it takes over when they are gone.
 */
final class Household {
  private final ServerPort port;
  private final Counters counters;
  private final Rooms rooms;

  Household(ServerPort port, Counters counters, Rooms rooms) {
    this.port = port;
    this.counters = counters;
    this.rooms = rooms;
  }

  /** What the household works with. */
  record Rooms(
      Supervision supervision, Promotion promotion, Takeover takeover, Settlement settlement) {}

  /** An instance of a role says that it is there. */
  void heard(RoleInstance instance, long now) {
    if (rooms.supervision.heard(instance, now)) {
      reassign(instance.role(), now);
      port.entrusted(instance);
    }
  }

  /** An instance of a role is gone. */
  void gone(RoleInstance instance, long now) {
    if (rooms.supervision.left(instance)) {
      reassign(instance.role(), now);
    }
  }

  /** Instances that have said nothing for too long are gone. */
  void tick(long now) {
    for (RoleInstance silent : rooms.supervision.takeSilent(now)) {
      counters.count(Counters.Event.INSTANCES_LOST);
      reassign(silent.role(), now);
    }
  }

  /**
   * Everything that ran in a JVM that is not there is gone.
   *
   * @param jvms the JVMs that are there
   * @return the peers of siblings to dial now
   */
  List<ListenAddress> look(Set<String> jvms, long now) {
    for (RoleInstance instance : rooms.supervision.all()) {
      if (!jvms.contains(instance.jvm())) {
        gone(instance, now);
      }
    }
    return rooms.takeover.look(jvms, now);
  }

  /** A sibling hands these over. */
  void inherit(ServerId from, List<PeerConnection> connections, long now) {
    rooms.takeover.handedOver(from, connections, now);
  }

  /** Whether there is anybody in another JVM whom peers could be handed to. */
  boolean hasHeirs() {
    return rooms.takeover.isPossible();
  }

  /** The instances of roles that there are. */
  Supervision supervision() {
    return rooms.supervision;
  }

  private void reassign(Role role, long now) {
    rooms.promotion.reassign(role, now).forEach(port::entrusted);
    rooms.settlement.settle(now);
  }
}
