package io.fencewire.server;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every connection of one server, and the fence: {@link #admit} decides whether a command that
 * names a generation may act on it, in the turn in which it acts.
 *
 * <p>An entry is only ever removed together with the connection it stands for, compared by
 * identity: the late end of one connection can't remove its successor.
 */
final class ConnectionTable {
  private final ServerId serverId;
  private final Set<Connection> all = new LinkedHashSet<>();
  private final Map<ConnectionToken, Connection> byToken = new HashMap<>();
  private final Map<PeerId, Connection> byPeer = new HashMap<>();
  private long sequence;
  private long begun;

  ConnectionTable(ServerId serverId) {
    this.serverId = serverId;
  }

  /**
   * The fence. WRITTEN means that the command may be executed on {@link #at} this token, now; any
   * other outcome is its answer. Allocates nothing.
   */
  Outcome admit(ConnectionToken token, Lease lease, long deadline, long now) {
    Connection connection = byToken.get(token);
    if (connection == null || !connection.trust().honours(lease)) {
      return Outcome.STALE;
    }
    if (now - deadline > 0) {
      return Outcome.EXPIRED;
    }
    return switch (connection.state()) {
      case PREPARING -> Outcome.NOT_READY;
      case LIVE -> Outcome.WRITTEN;
      case CLOSING -> Outcome.CLOSING;
      case DIALING, HANDSHAKING, CLOSED -> Outcome.STALE;
    };
  }

  /** The connection with this token, or null. */
  @Nullable
  Connection at(ConnectionToken token) {
    return byToken.get(token);
  }

  /** The one connection that this peer holds, PREPARING or LIVE, or null. */
  @Nullable
  Connection of(PeerId peer) {
    return byPeer.get(peer);
  }

  /** A connection begins. */
  void add(Connection connection) {
    all.add(connection);
    connection.begun(++begun);
  }

  /** Draws a token; no two are ever the same. */
  ConnectionToken drawToken() {
    return new ConnectionToken(serverId, ++sequence);
  }

  /** A connection has got its token and takes its peer's slot. */
  void hold(Connection connection) {
    byToken.put(connection.token(), connection);
    byPeer.put(connection.facts().peer(), connection);
  }

  /** A connection gives its peer's slot back; its token is still known while it is CLOSING. */
  void release(Connection connection) {
    if (connection.hasToken()) {
      byPeer.remove(connection.facts().peer(), connection);
    }
  }

  /** A connection is CLOSED. */
  void remove(Connection connection) {
    all.remove(connection);
    release(connection);
    if (connection.hasToken()) {
      byToken.remove(connection.token(), connection);
    }
  }

  /** How many are PREPARING or LIVE. */
  int held() {
    return byPeer.size();
  }

  /** How many of those are inbound. */
  int inbound() {
    return (int)
        byPeer.values().stream().filter(c -> c.direction() == Direction.INBOUND).count();
  }

  /** How many inbound ones have not proven who they are. */
  int pending() {
    return (int) all.stream()
        .filter(c -> c.is(ConnectionState.HANDSHAKING) && c.direction() == Direction.INBOUND)
        .count();
  }

  /** How many outbound ones are not yet PREPARING. */
  int dialing() {
    return (int) all.stream()
        .filter(c -> c.state().compareTo(ConnectionState.HANDSHAKING) <= 0)
        .filter(c -> c.direction() == Direction.OUTBOUND)
        .count();
  }

  /** The outbound connection to this listener address that is not over, or null. */
  @Nullable
  Connection to(ListenAddress address) {
    return all.stream()
        .filter(c -> c.state().compareTo(ConnectionState.CLOSING) < 0)
        .filter(c -> address.equals(c.isHeld() ? c.facts().address() : dialled(c)))
        .findFirst()
        .orElse(null);
  }

  /** All that are PREPARING or LIVE. */
  List<Connection> listHeld() {
    return new ArrayList<>(byPeer.values());
  }

  /** All that are not CLOSED. */
  List<Connection> list() {
    return new ArrayList<>(all);
  }

  /** How many are not CLOSED. */
  int size() {
    return all.size();
  }

  private static @Nullable ListenAddress dialled(Connection connection) {
    return connection.direction() == Direction.OUTBOUND ? connection.remote() : null;
  }
}
