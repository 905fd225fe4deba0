package io.fencewire.server;

import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Order;
import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Protocol;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Message;
import io.fencewire.wire.MessageType;
import io.fencewire.wire.NoncePing;
import java.util.EnumSet;
import java.util.Set;

/**
 * Commands about connections. Each passes the fence in the turn in which it acts, and each ends in
 * an {@link Outcome}; none but a fenced close ends a connection.
 */
final class Commands {
  /** What others may have written for them; handshake, pings and goodbyes are the server's own. */
  private static final Set<MessageType> SENDABLE = EnumSet.of(
      MessageType.BLOCK_RESPONSE,
      MessageType.PEER_REQUEST,
      MessageType.PEER_RESPONSE,
      MessageType.PUZZLE_RESPONSE,
      MessageType.UNCONFIRMED_SOLUTION,
      MessageType.UNCONFIRMED_TRANSACTION,
      MessageType.PUBLISH,
      MessageType.ANNOUNCE,
      MessageType.FETCH,
      MessageType.DONT_WANT);

  private final ConnectionTable table;
  private final Outbox outbox;
  private final Departure departure;
  private final ServerPort port;
  private final Counters counters;
  private final OwnBlocks blocks;
  private final ChainRequests requests;
  private final HandshakeTerms terms;

  Commands(Rooms rooms, HandshakeTerms terms) {
    this.table = rooms.table;
    this.outbox = rooms.outbox;
    this.departure = rooms.departure;
    this.port = rooms.port;
    this.counters = rooms.counters;
    this.blocks = rooms.chain.blocks();
    this.requests = rooms.chain.requests();
    this.terms = terms;
  }

  /** What commands work with. */
  record Rooms(
      ConnectionTable table,
      Outbox outbox,
      Departure departure,
      ServerPort port,
      Counters counters,
      Chain chain) {}

  /**
   * Which generation is meant, by which right, and until when.
   *
   * @param deadline on this server's monotonic clock
   */
  record Permit(ConnectionToken token, Lease lease, long deadline) {
    /** What the flight recorder is told of a command with this permit. */
    Commanded told(Order order, String what, Outcome outcome, long now) {
      return new Commanded(order, what, token, lease, deadline - now, outcome);
    }
  }

  /** Writes a message; {@code frame} is its encoding, made once however many are addressed. */
  Outcome send(Permit permit, Message message, byte[] frame, long now) {
    Connection connection = table.at(permit.token());
    Outcome admitted = table.admit(permit.token(), permit.lease(), permit.deadline(), now);
    Outcome outcome = admitted == Outcome.WRITTEN && connection != null
        ? queue(connection, permit, message, frame, now)
        : admitted;
    port.note(connection, permit.told(Order.SEND, message.type().name(), outcome, now));
    return counters.sent(outcome);
  }

  /** Writes the ping that suits the peer. */
  Outcome ping(Permit permit, long nonce, long now) {
    Connection connection = table.at(permit.token());
    Outcome admitted = table.admit(permit.token(), permit.lease(), permit.deadline(), now);
    Outcome outcome = admitted == Outcome.WRITTEN && connection != null
        ? queuePing(connection, nonce, now)
        : admitted;
    port.note(connection, permit.told(Order.PING, MessageType.PING.name(), outcome, now));
    return counters.sent(outcome);
  }

  /** Closes one generation. */
  Outcome close(Permit permit, CloseReason reason, long now) {
    Connection connection = table.at(permit.token());
    Outcome admitted = table.admit(permit.token(), permit.lease(), permit.deadline(), now);
    port.note(connection, permit.told(Order.CLOSE, reason.name(), admitted, now));
    if (admitted == Outcome.WRITTEN && connection != null) {
      departure.close(
          connection, new ServerPort.Ending(reason, CloseOrigin.COMMAND, "asked for"), now);
    }
    return admitted;
  }

  private Outcome queuePing(Connection connection, long nonce, long now) {
    Message ping =
        connection.facts().traits().hasExtensions() ? new NoncePing(nonce) : blocks.ping(now);
    Outcome outcome = outbox.offerPing(connection, ping);
    if (outcome == Outcome.WRITTEN) {
      connection.questions().pinged(ping);
    }
    return outcome;
  }

  private Outcome queue(
      Connection connection, Permit permit, Message message, byte[] frame, long now) {
    MessageType type = message.type();
    int max = terms.protocol().sendMax(type);
    boolean understood = !type.isExtension() || connection.facts().traits().hasExtensions();
    boolean unasked =
        type == MessageType.PEER_RESPONSE && !connection.questions().owesPeers();
    if (!SENDABLE.contains(type) || max == 0 || !understood || unasked) {
      return Outcome.UNSUPPORTED;
    }
    int size = frame.length - Integer.BYTES;
    Outcome unanswerable = requests.refusal(connection, message, now);
    if (unanswerable != null) {
      return unanswerable;
    }
    if (size > max || requests.isTooLong(message, frame)) {
      return Outcome.TOO_LARGE;
    }
    Outcome refusal = terms
        .protocol()
        .refusal(
            message,
            size,
            connection.facts().traits().version(),
            !permit.lease().equals(Lease.NONE));
    if (refusal != null) {
      return refusal;
    }
    Outcome outcome =
        isTooMuch(connection, type, now) ? Outcome.FULL : outbox.offer(connection, frame);
    if (outcome == Outcome.WRITTEN) {
      keepCount(message, connection.questions());
    }
    return outcome;
  }

  private boolean isTooMuch(Connection connection, MessageType type, long now) {
    return terms.protocol() == Protocol.ALEO && !connection.rates().take(type, now);
  }

  /** A second answer to one question would be a violation, whoever sent the command twice. */
  private static void keepCount(Message message, Questions questions) {
    switch (message.type()) {
      case PEER_REQUEST -> questions.askedForPeers();
      case PEER_RESPONSE -> questions.toldPeers();
      default -> questions.chain().written(message);
    }
  }
}
