package io.fencewire.server;

import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a server at every step. It knows the cause of each turn, and judges what the
 * server did by that: it never asks the fence whether the fence was right.
 */
final class ServerRules {
  /** What a turn of the server was begun by. */
  enum Cause {
    /** Something happened on a socket. */
    SOCKET,
    /** A connection's timer fired. */
    TIMER,
    /** A role answered, or a turn was over. */
    ROLE,
    /** A command to write something: it ends nothing, whatever comes of it. */
    SEND,
    /** A command to close one generation. */
    CLOSE,
    /** The server was told to stop. */
    SHUTDOWN
  }

  /** What no peer of this world deserves. */
  private static final Set<CloseReason> NEVER_RIGHT = EnumSet.of(
      CloseReason.PROTOCOL_VIOLATION,
      CloseReason.INVALID_CHALLENGE_RESPONSE,
      CloseReason.OUTDATED_VERSION,
      CloseReason.SELF_CONNECTION,
      CloseReason.OTHER_NETWORK,
      CloseReason.SURPLUS,
      CloseReason.NOT_ADMITTED,
      CloseReason.BANNED,
      CloseReason.TOO_MANY_ATTEMPTS,
      CloseReason.PENDING_FULL);

  private static final int PING = 7;
  private static final int TRANSACTION = 12;
  private static final int NONCE_PING = 257;
  private static final int LAST_WORD_MAX = 16;

  private final Surroundings world;
  private final PeerServer server;
  private final ServerOptions options;
  private final List<SmallSocket> sockets = new ArrayList<>();
  private final PingsMeant pingsMeant = new PingsMeant();
  private boolean gossipAbsent;
  private int heartbeats = 1;
  private Cause cause = Cause.ROLE;
  private @Nullable SmallSocket on;
  private @Nullable ConnectionToken meant;

  ServerRules(Surroundings world, PeerServer server, ServerOptions options) {
    this.world = world;
    this.server = server;
    this.options = options;
  }

  /** What has happened to one connection. */
  static final class Course {
    private boolean heartbeatReady;
    private boolean gossipReady;
    private boolean announced;
    private boolean over;
    private long askedAt;
    private long pingedAt = Long.MIN_VALUE / 2;
  }

  /** A turn of the server begins, on a socket or about a generation. */
  void begin(Cause begun, @Nullable SmallSocket socket, @Nullable ConnectionToken token) {
    cause = begun;
    on = socket;
    meant = token;
  }

  /** The turn is over. */
  void end(long now) {
    cause = Cause.ROLE;
    long queued = 0;
    for (int i = sockets.size() - 1; i >= 0; i--) {
      Connection connection = sockets.get(i).connection();
      check(connection);
      queued += connection.outbound().bytes();
      if (connection.is(ConnectionState.CLOSED)) {
        sockets.remove(i);
      }
    }
    if (server.queuedBytes() > queued) {
      broken("S7", server.queuedBytes() + " bytes are counted as queued, not " + queued);
    }
    if (server.table().size() != sockets.size()) {
      broken("S5", "the table has " + server.table().list() + ", not " + sockets);
    }
  }

  void opened(SmallSocket socket) {
    sockets.add(socket);
  }

  /** The roles are asked to prepare. */
  void asked(Connection connection) {
    Course course = courseOf(connection);
    if (course.askedAt == 0) {
      course.askedAt = world.now();
    }
  }

  /** A role's answer is there; under another lease than the one in force it does not count. */
  void acknowledged(ConnectionToken token, Role role, Lease lease) {
    for (SmallSocket socket : sockets) {
      Connection connection = socket.connection();
      if (token.equals(socket.token()) && connection.trust().lease(role).equals(lease)) {
        socket.course().heartbeatReady |= role == Role.HEARTBEAT;
        socket.course().gossipReady |= role == Role.GOSSIP;
      }
    }
  }

  /** Nobody plays this role. */
  void absent(Role role) {
    gossipAbsent |= role == Role.GOSSIP;
  }

  /** Another instance plays a role from now on. */
  void handedOver(Role role) {
    heartbeats += role == Role.HEARTBEAT ? 1 : 0;
  }

  /** A ping was queued for a generation. */
  void pinged(ServerCommand.SendPing ping, int instance) {
    if (instance < heartbeats) {
      broken(
          "S3",
          "heartbeat " + instance + " pings " + ping.token() + ", which is in the hands of "
              + heartbeats);
    }
    pingsMeant.add(ping.nonce(), ping.token().sequence());
  }

  /** When the last ping was written. */
  long pingedAt(Connection connection) {
    return courseOf(connection).pingedAt;
  }

  /** Frames leave on a socket. */
  void written(SmallSocket socket, List<byte[]> frames) {
    for (byte[] frame : frames) {
      socket.pings().wrote(frame, world.now());
      int id = (frame[4] & 0xff) | (frame[5] & 0xff) << 8;
      if (id == TRANSACTION) {
        carries(socket, world.meantFor(frame), "a transaction");
      } else if (id == NONCE_PING && frame[13] != 0) {
        socket.course().pingedAt = world.now();
        carries(socket, pingsMeant.sequenceOf(frame), "a ping");
      } else if (id == PING) {
        socket.course().pingedAt = world.now();
      }
    }
  }

  /** A connection is announced. */
  void promoted(Connection connection) {
    Course course = courseOf(connection);
    boolean waited = world.now() - course.askedAt >= options.times().prepare().toNanos();
    if (!connection.is(ConnectionState.LIVE) || course.announced || course.over) {
      broken("S4", connection + " was announced as connected, and is " + connection.state());
    } else if (!waited && !(course.heartbeatReady && (course.gossipReady || gossipAbsent))) {
      broken("S4", connection + " was announced before its roles were prepared");
    }
    course.announced = true;
  }

  /** The end of a connection is announced. */
  void ended(Connection connection, boolean announced) {
    Course course = courseOf(connection);
    if (course.over || announced != course.announced) {
      broken("S4", "the end of " + connection + " was announced again, or without a beginning");
    }
    course.over = true;
  }

  /** A connection has changed its state. */
  void became(Connection connection, ConnectionState from) {
    boolean ends = connection.state().compareTo(ConnectionState.CLOSING) >= 0
        && from.compareTo(ConnectionState.CLOSING) < 0;
    if (ends) {
      judge(connection);
    }
  }

  /** Ending this connection must be right in this turn. */
  private void judge(Connection connection) {
    CloseReason reason = connection.ending().reason();
    SmallSocket socket = (SmallSocket) connection.socket();
    if (!mayEnd(connection)) {
      broken(
          "S1",
          connection + " was ended (" + reason + ") by " + cause + " about "
              + (meant != null ? meant : on == null ? "nothing" : on.connection()));
    } else if (NEVER_RIGHT.contains(reason)) {
      broken(
          "S1",
          connection + " was ended for " + reason + ": " + connection.ending().why());
    } else if ((reason == CloseReason.SILENT || reason == CloseReason.SUPERSEDED)
        && socket.hasUnread()) {
      broken(
          "S1",
          connection + " was ended as silent for our own lateness: what it has said is"
              + " there, and unread");
    } else if (reason == CloseReason.STALLED && socket.hasUntold()) {
      broken("S1", connection + " was ended as stalled for our own lateness: its write has left");
    }
    String objection =
        FairEnds.objection(connection, socket.pings().ageNanos(world.now()), options.times());
    if (objection != null) {
      broken("S1", connection + " " + objection);
    }
  }

  private boolean mayEnd(Connection connection) {
    boolean itself = on != null && on.connection() == connection;
    boolean newcomer = !connection.hasToken();
    CloseOrigin origin = connection.ending().origin();
    return switch (cause) {
      case SEND -> false;
      case ROLE ->
        newcomer // the older one's answer to its probe may have waited for its roles
            ? connection.ending().reason() == CloseReason.ALREADY_CONNECTED
            : origin == CloseOrigin.PEER && (itself || connection.token().equals(meant));
      case CLOSE -> connection.hasToken() ? connection.token().equals(meant) : newcomer;
      case TIMER -> itself || newcomer;
      case SOCKET -> itself || newcomer || (origin == CloseOrigin.SERVER && isRival(connection));
      case SHUTDOWN -> true;
    };
  }

  /** Only a tie between two proven connections of one peer ends the one on which nothing happened. */
  private boolean isRival(Connection connection) {
    return on != null
        && on.connection().isProven()
        && connection.ending().reason() == CloseReason.TIE_BREAK;
  }

  private void check(Connection connection) {
    ConnectionTable table = server.table();
    boolean closed = connection.is(ConnectionState.CLOSED);
    if (connection.isHeld()
        && (table.of(connection.facts().peer()) != connection
            || table.at(connection.token()) != connection)) {
      broken("S5", connection + " has lost its place in the table");
    }
    if (closed && ((SmallSocket) connection.socket()).isArmed()) {
      broken("S3", connection + " is over, and its timer is armed");
    }
    if (connection.hasToken()
        && (closed || connection.is(ConnectionState.CLOSING))
        && table.of(connection.facts().peer()) == connection) {
      broken("S5", connection + " is over, and still has its place in the table");
    }
    ServerOptions.Queues limits = options.queues();
    int max = limits.outboundBytes() + limits.controlBytes() + LAST_WORD_MAX;
    if (connection.outbound().bytes() > max
        || connection.credit().messages() > limits.inboundMessages()) {
      broken(
          "S7",
          connection + " holds " + connection.outbound().bytes() + " bytes and "
              + connection.credit().messages() + " messages");
    }
  }

  private void carries(SmallSocket socket, long sequence, String what) {
    ConnectionToken token = socket.token();
    if (token == null || token.sequence() != sequence) {
      broken("S2", what + " meant for generation " + sequence + " was written on " + token);
    }
  }

  private void broken(String rule, String what) {
    world.broken(rule, what);
  }

  private static Course courseOf(Connection connection) {
    return ((SmallSocket) connection.socket()).course();
  }
}
