package io.fencewire.server;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * What happens to each message that comes in, by the state of its connection. The server answers
 * pings itself, so that no other role's death or delay can cost a connection; the rest goes to the
 * role it concerns.
 */
final class Inbox {
  private static final long READ_PAUSE_NANOS = 1_000_000_000L;

  private final Arrival arrival;
  private final Departure departure;
  private final Outbox outbox;
  private final ChainRequests requests;
  private final ServerPort port;
  private final Counters counters;

  Inbox(Rooms rooms, ServerPort port, Counters counters) {
    this.arrival = rooms.arrival;
    this.departure = rooms.departure;
    this.outbox = rooms.outbox;
    this.requests = rooms.requests;
    this.port = port;
    this.counters = counters;
  }

  /** Who is told of what has come in. */
  record Rooms(Arrival arrival, Departure departure, Outbox outbox, ChainRequests requests) {}

  /** Handles everything that has arrived and may be taken, then reads on or pauses. */
  void drain(Connection connection, long now) {
    try {
      boolean more = true;
      while (more && connection.mayTake()) {
        more = connection.is(ConnectionState.HANDSHAKING)
            ? arrival.take(connection, now)
            : takeNext(connection, now);
      }
    } catch (WireException e) {
      CloseReason reason = e.isTls() ? CloseReason.TLS_ON_PLAIN : CloseReason.PROTOCOL_VIOLATION;
      close(connection, reason, e.getMessage(), now);
    }
    if (connection.questions().takeProbeAnswered()) {
      arrival.answered(connection, now);
    }
    adjustReading(connection, now);
  }

  /** Reading has been paused for long enough. */
  void readOn(Connection connection, long now) {
    connection.credit().pauseIsOver();
    drain(connection, now);
  }

  private boolean takeNext(Connection connection, long now) throws WireException {
    Inbound.Arrived arrived = next(connection);
    if (arrived != null) {
      handle(connection, arrived, now);
    }
    return arrived != null;
  }

  private static Inbound.@Nullable Arrived next(Connection connection) throws WireException {
    Inbound.Arrived held =
        connection.is(ConnectionState.LIVE) ? connection.inbound().release() : null;
    return held != null ? held : connection.inbound().decode();
  }

  private void handle(Connection connection, Inbound.Arrived arrived, long now) {
    switch (connection.state()) {
      case PREPARING -> early(connection, arrived, now);
      case LIVE -> live(connection, arrived, now);
      case CLOSING -> {
        if (arrived.message() instanceof Disconnect) {
          departure.finish(connection);
        }
      }
      case DIALING, HANDSHAKING, CLOSED ->
        throw new AssertionError("nothing is taken while " + connection);
    }
  }

  /** The other end may be LIVE first: what can't wait is answered, the rest is kept. */
  private void early(Connection connection, Inbound.Arrived arrived, long now) {
    switch (arrived.message().type()) {
      case PING, NONCE_PING, DISCONNECT -> live(connection, arrived, now);
      case PONG, NONCE_PONG -> {
        connection.questions().answered(arrived.message());
        connection.inbound().hold(arrived);
      }
      default -> connection.inbound().hold(arrived);
    }
  }

  private void live(Connection connection, Inbound.Arrived arrived, long now) {
    Message message = arrived.message();
    if (message.type().isExtension() && !connection.facts().traits().hasExtensions()) {
      violation(connection, message.type() + " without extensions", now);
      return;
    }
    switch (message.type()) {
      case PING -> answer(connection, (Ping) message, now);
      case NONCE_PING -> pong(connection, new NoncePong(((NoncePing) message).nonce()));
      case PONG, NONCE_PONG -> {
        connection.questions().answered(message);
        passOn(Role.HEARTBEAT, connection, arrived, connection.questions().expectedPong());
      }
      case DISCONNECT -> goodbye(connection, (Disconnect) message, now);
      case PEER_REQUEST ->
        passOn(Role.REFRESH, connection, arrived, connection.questions().mayAskForPeers(now));
      case PEER_RESPONSE -> peers(connection, arrived, now);
      case UNCONFIRMED_SOLUTION, UNCONFIRMED_TRANSACTION, PUBLISH, ANNOUNCE, FETCH, DONT_WANT ->
        gossip(connection, arrived);
      case PUZZLE_REQUEST, BLOCK_REQUEST -> requests.received(connection, message, now);
      case BLOCK_RESPONSE, PUZZLE_RESPONSE, CHALLENGE_REQUEST, CHALLENGE_RESPONSE, VERDICT ->
        violation(connection, message.type() + " was not asked for", now);
    }
  }

  private void answer(Connection connection, Ping ping, long now) {
    if (!connection.handshake().accepts(ping.version())
        || ping.nodeType() != connection.facts().traits().nodeType()) {
      violation(connection, "a Ping of another version or node type than the handshake's", now);
      return;
    }
    connection.questions().chain().pinged(ping);
    pong(connection, new Pong(Pong.Fork.NO_FORK));
  }

  private void pong(Connection connection, Message pong) {
    boolean full = outbox.offerControl(connection, pong) == Outcome.FULL;
    counters.count(full ? Counters.Event.PONGS_DROPPED : Counters.Event.PONGS);
  }

  private void goodbye(Connection connection, Disconnect disconnect, long now) {
    CloseReason reason = CloseReason.ofCode(disconnect.code());
    departure.close(connection, new ServerPort.Ending(reason, CloseOrigin.PEER, ""), now);
  }

  private void passOn(Role role, Connection connection, Inbound.Arrived arrived, boolean welcome) {
    if (welcome) {
      port.received(role, connection, arrived.message(), arrived.size());
    } else {
      counters.count(Counters.Event.IGNORED);
    }
  }

  private void peers(Connection connection, Inbound.Arrived arrived, long now) {
    if (connection.questions().expectedPeers()) {
      port.received(Role.REFRESH, connection, arrived.message(), arrived.size());
    } else {
      violation(connection, "a PeerResponse that was not asked for", now);
    }
  }

  private void gossip(Connection connection, Inbound.Arrived arrived) {
    if (connection.credit().take(arrived.size())) {
      port.received(Role.GOSSIP, connection, arrived.message(), arrived.size());
    } else {
      counters.count(Counters.Event.SHED);
    }
  }

  private void adjustReading(Connection connection, long now) {
    connection.adjustReading(now);
    if (!connection.is(ConnectionState.LIVE) || !connection.credit().isPaused()) {
      connection.deadlines().clear(Wake.READING);
    } else if (!connection.deadlines().isSet(Wake.READING)) {
      // reading may have been paused since before this end was LIVE, when there was no such limit
      counters.count(Counters.Event.READ_PAUSES);
      connection.deadlines().set(Wake.READING, now + READ_PAUSE_NANOS);
    }
  }

  private void violation(Connection connection, String what, long now) {
    close(connection, CloseReason.PROTOCOL_VIOLATION, what, now);
  }

  private void close(Connection connection, CloseReason reason, @Nullable String what, long now) {
    String why = what == null ? "" : what;
    departure.close(connection, new ServerPort.Ending(reason, CloseOrigin.SERVER, why), now);
  }
}
