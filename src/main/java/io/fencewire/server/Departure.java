package io.fencewire.server;

import io.fencewire.flight.Note;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Direction;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How connections end. Nothing else closes one. Closing is idempotent: the first reason stands, the
 * roles are told once, and the clean-up happens once, with the socket's end or half a second later.
 */
final class Departure {
  /** What a stranger is told as well: it helps an honest one, and tells others nothing. */
  private static final Set<CloseReason> TOLD_TO_STRANGERS = EnumSet.of(
      CloseReason.SELF_CONNECTION,
      CloseReason.OUTDATED_VERSION,
      CloseReason.OTHER_NETWORK,
      CloseReason.INVALID_CHALLENGE_RESPONSE);

  private final ConnectionTable table;
  private final Outbox outbox;
  private final ServerPort port;
  private final Counters counters;
  private final long flushNanos;
  private List<Connection> freed = new ArrayList<>();

  Departure(
      ConnectionTable table, Outbox outbox, ServerPort port, Counters counters, long flushNanos) {
    this.table = table;
    this.outbox = outbox;
    this.port = port;
    this.counters = counters;
    this.flushNanos = flushNanos;
  }

  /**
   * Ends a connection. If the ending is ours and the peer is proven, it is told why, and the socket
   * ends when the peer closes it, or when the flush time is over.
   */
  void close(Connection connection, ServerPort.Ending ending, long now) {
    boolean fromOutside =
        ending.origin() == CloseOrigin.PEER || ending.origin() == CloseOrigin.SOCKET;
    switch (connection.state()) {
      case CLOSED -> {}
      case CLOSING -> {
        if (fromOutside) {
          finish(connection);
        }
      }
      case DIALING, HANDSHAKING, PREPARING, LIVE -> end(connection, ending, fromOutside, now);
    }
  }

  /** Ends the socket and forgets the connection. */
  void finish(Connection connection) {
    if (connection.is(ConnectionState.CLOSED)) {
      return;
    }
    connection.become(ConnectionState.CLOSED, connection.ending().reason().name());
    table.remove(connection);
    counters.carried(connection.inbound().fed(), connection.outbound().taken());
    connection.deadlines().end();
    connection.outbound().discard();
    connection.socket().close();
  }

  /** The waiting connections whose older rival has ended since the last call. */
  List<Connection> takeFreed() {
    List<Connection> taken = freed;
    freed = new ArrayList<>();
    return taken;
  }

  private void end(Connection connection, ServerPort.Ending ending, boolean fromOutside, long now) {
    ConnectionState before = connection.state();
    connection.ending(ending);
    byte[] lastWord = fromOutside ? null : lastWord(connection);
    if (lastWord == null) {
      finish(connection);
    } else {
      sayGoodbye(connection, lastWord, now);
    }
    endContest(connection);
    announce(connection, before);
  }

  private void sayGoodbye(Connection connection, byte[] lastWord, long now) {
    connection.become(ConnectionState.CLOSING, connection.ending().reason().name());
    table.release(connection);
    outbox.offerLast(connection, lastWord);
    connection.deadlines().set(Wake.FLUSH, now + flushNanos);
    connection.adjustReading(now);
  }

  /** What the peer is told, if it is proven, or the reason is one for strangers too. */
  private static byte @Nullable [] lastWord(Connection connection) {
    CloseReason reason = connection.ending().reason();
    boolean told = connection.isProven() || TOLD_TO_STRANGERS.contains(reason);
    if (connection.is(ConnectionState.DIALING) || !told) {
      return null;
    }
    if (connection.is(ConnectionState.HANDSHAKING)) {
      return connection.handshake().farewell(reason);
    }
    boolean extensions = connection.facts().traits().hasExtensions();
    return Frame.encode(new Disconnect(reason.code(extensions), 0));
  }

  private void endContest(Connection connection) {
    connection.rivals().clear();
    Connection incumbent = connection.incumbent();
    if (incumbent != null) {
      incumbent.contender(null);
    }
    Connection contender = connection.contender();
    if (contender != null) {
      connection.contender(null);
      freed.add(contender);
    }
  }

  private void announce(Connection connection, ConnectionState before) {
    ServerPort.Ending ending = connection.ending();
    counters.closed(ending.reason(), ending.origin());
    boolean wasLive = before == ConnectionState.LIVE;
    port.note(connection, new Note.Ended(wasLive, ending.reason(), ending.origin(), ending.why()));
    if (connection.hasToken()) {
      port.ended(connection, wasLive, ending);
    } else if (connection.isProven()) {
      port.abandoned(connection.handshake().proven(), ending);
    } else if (connection.direction() == Direction.INBOUND) {
      port.turnedAway(connection, ending);
    }
    if (!wasLive && connection.direction() == Direction.OUTBOUND) {
      port.dialFailed(connection, ending);
    }
  }
}
