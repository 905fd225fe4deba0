package io.fencewire.server;

import io.fencewire.flight.Note;
import io.fencewire.handshake.Proven;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The delayed promotion: a proven connection gets its token and is prepared with every role that
 * acts on connections; it is LIVE, and announced, once each has answered or is known to be absent,
 * or the silent ones have had their time. Before that nobody can send on it.
 */
final class Promotion {
  private static final Set<Role> PREPARED = EnumSet.of(Role.HEARTBEAT, Role.GOSSIP);

  private final ConnectionTable table;
  private final Supervision supervision;
  private final Rivalry rivalry;
  private final ServerPort port;
  private final Counters counters;
  private final ServerOptions.Times times;
  private List<Connection> promoted = new ArrayList<>();
  private long leases;

  Promotion(Rooms rooms, ServerPort port, Counters counters, ServerOptions.Times times) {
    this.table = rooms.table;
    this.supervision = rooms.supervision;
    this.rivalry = rooms.rivalry;
    this.port = port;
    this.counters = counters;
    this.times = times;
  }

  /** What promotion works with. */
  record Rooms(ConnectionTable table, Supervision supervision, Rivalry rivalry) {}

  /** Draws the token and asks the roles to prepare. */
  void begin(Connection connection, long now) {
    Proven proven = connection.handshake().proven();
    ListenAddress address = new ListenAddress(connection.remote().ip(), proven.listenPort());
    connection.facts(new PeerConnection(
        table.drawToken(),
        proven.peer(),
        address,
        connection.direction(),
        proven.traits(),
        proven.session()));
    connection.deadlines().clear(Wake.HANDSHAKE);
    connection.become(ConnectionState.PREPARING, "identity proven");
    counters.handshakes().add(connection.milestones().tokenDrawn(now));
    table.hold(connection);
    connection.awaited().addAll(PREPARED);
    connection.deadlines().set(Wake.PREPARE, now + times.prepare().toNanos());
    for (Role role : PREPARED) {
      entrust(connection, role, supervision.choose(role, null));
    }
    promoteIfPrepared(connection, now);
  }

  /** A role has set up its state under a lease, or is known to be absent. */
  void prepared(ConnectionToken token, Role role, Lease lease, long now) {
    Connection connection = table.at(token);
    if (connection == null
        || !connection.is(ConnectionState.PREPARING)
        || !connection.trust().lease(role).equals(lease)) {
      return;
    }
    connection.awaited().remove(role);
    promoteIfPrepared(connection, now);
  }

  /** A role has stayed silent for too long: the next snapshot will catch it up. */
  void late(Connection connection, long now) {
    counters.count(Counters.Event.PROMOTED_LATE);
    promote(connection, "not waiting for " + connection.awaited(), now);
  }

  /**
   * An instance of a role has come or gone: connections that somebody else should look after now get
   * new leases, and whatever the instance before them still sends is STALE.
   *
   * @return the instances that have something to look after now and had not before
   */
  Set<RoleInstance> reassign(Role role, long now) {
    if (!PREPARED.contains(role)) {
      return Set.of();
    }
    Set<RoleInstance> entrusted = new LinkedHashSet<>();
    for (Connection connection : table.listHeld()) {
      RoleInstance present = connection.trust().holder(role);
      RoleInstance chosen = supervision.choose(role, present);
      if (!Objects.equals(chosen, present)) {
        entrust(connection, role, chosen);
        promoteIfPrepared(connection, now);
        if (chosen != null) {
          entrusted.add(chosen);
        }
      }
    }
    return entrusted;
  }

  /** The connections that became LIVE since the last call; something may have waited for that. */
  List<Connection> takePromoted() {
    List<Connection> taken = promoted;
    promoted = new ArrayList<>();
    return taken;
  }

  /** While the connection is PREPARING, whoever is to look after it has to prepare for it first. */
  private void entrust(Connection connection, Role role, @Nullable RoleInstance chosen) {
    Lease lease = drawLease();
    connection.trust().give(role, chosen, lease);
    port.note(connection, new Note.Leased(role, lease, chosen == null ? "" : chosen.toString()));
    if (!connection.is(ConnectionState.PREPARING)) {
      return;
    }
    if (chosen == null) {
      connection.awaited().remove(role);
    } else {
      connection.awaited().add(role);
      port.prepare(role, connection);
    }
  }

  private void promoteIfPrepared(Connection connection, long now) {
    if (connection.is(ConnectionState.PREPARING) && connection.awaited().isEmpty()) {
      promote(connection, "all roles prepared", now);
    }
  }

  private void promote(Connection connection, String why, long now) {
    connection.awaited().clear();
    connection.deadlines().clear(Wake.PREPARE);
    connection.become(ConnectionState.LIVE, why);
    connection.vigil().heard(now);
    connection.deadlines().set(Wake.SILENCE, now + times.silence().toNanos());
    counters.count(Counters.Event.PROMOTED);
    counters.preparations().add(connection.milestones().age(now));
    port.promoted(connection);
    rivalry.promoted(connection, now);
    promoted.add(connection);
    if (connection.direction() == Direction.OUTBOUND) {
      port.dialSucceeded(connection);
    }
  }

  private Lease drawLease() {
    return new Lease(++leases);
  }
}
