package io.fencewire.server;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import java.util.EnumSet;
import java.util.Set;

/**
 * The delayed promotion: a proven connection gets its token and is prepared with every role that
 * acts on connections; it is LIVE, and announced, once each has answered or is known to be absent,
 * or the silent ones have had their time. Before that nobody can send on it.
 */
final class Promotion {
  private static final Set<Role> PREPARED = EnumSet.of(Role.HEARTBEAT, Role.GOSSIP);

  private final ConnectionTable table;
  private final ServerPort port;
  private final Counters counters;
  private final ServerOptions.Times times;
  private final Rivalry rivalry;
  private long leases;

  Promotion(
      ConnectionTable table,
      ServerPort port,
      Counters counters,
      ServerOptions.Times times,
      Rivalry rivalry) {
    this.table = table;
    this.port = port;
    this.counters = counters;
    this.times = times;
    this.rivalry = rivalry;
  }

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
    table.hold(connection);
    connection.awaited().addAll(PREPARED);
    connection.deadlines().set(Wake.PREPARE, now + times.prepare().toNanos());
    for (Role role : PREPARED) {
      connection.lease(role, drawLease());
      port.prepare(role, connection);
    }
  }

  /** A role has set up its state under a lease, or is known to be absent. */
  void prepared(ConnectionToken token, Role role, Lease lease, long now) {
    Connection connection = table.at(token);
    if (connection == null
        || !connection.is(ConnectionState.PREPARING)
        || !connection.lease(role).equals(lease)) {
      return;
    }
    connection.awaited().remove(role);
    if (connection.awaited().isEmpty()) {
      promote(connection, "all roles prepared", now);
    }
  }

  /** A role has stayed silent for too long: the next snapshot will catch it up. */
  void late(Connection connection, long now) {
    counters.count(Counters.Event.PROMOTED_LATE);
    promote(connection, "not waiting for " + connection.awaited(), now);
  }

  /**
   * A new instance plays a role: it gets new leases on every connection, and whatever the old one
   * still sends is STALE.
   */
  void leaseAnew(Role role) {
    if (!PREPARED.contains(role)) {
      return;
    }
    for (Connection connection : table.listHeld()) {
      connection.lease(role, drawLease());
      if (connection.is(ConnectionState.PREPARING) && connection.awaited().contains(role)) {
        port.prepare(role, connection);
      }
    }
  }

  private void promote(Connection connection, String why, long now) {
    connection.awaited().clear();
    connection.deadlines().clear(Wake.PREPARE);
    connection.become(ConnectionState.LIVE, why);
    connection.vigil().heard(now);
    connection.deadlines().set(Wake.SILENCE, now + times.silence().toNanos());
    counters.count(Counters.Event.PROMOTED);
    port.promoted(connection);
    rivalry.promoted(connection, now);
    if (connection.direction() == Direction.OUTBOUND) {
      port.dialSucceeded(connection);
    }
  }

  private Lease drawLease() {
    return new Lease(++leases);
  }
}
