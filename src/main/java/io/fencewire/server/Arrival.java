package io.fencewire.server;

import io.fencewire.handshake.Handshake;
import io.fencewire.handshake.HandshakeException;
import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Proof;
import io.fencewire.handshake.Proven;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Direction;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.WireException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * From an open socket to a proven peer with a slot: runs the handshake, and decides what to do when
 * the same peer holds a connection already.
 *
 * <p>Two connections that finish their handshakes within one handshake deadline are a simultaneous
 * dial, and the tie is broken by a rule that gives both ends the same answer. A later one is a
 * redial: the older is probed, and gives way only if it shows no sign of life.
 */
final class Arrival {
  private final HandshakeTerms terms;
  private final RandomGenerator random;
  private final ServerOptions.Times times;
  private final Rooms rooms;

  Arrival(HandshakeTerms terms, RandomGenerator random, ServerOptions.Times times, Rooms rooms) {
    this.terms = terms;
    this.random = random;
    this.times = times;
    this.rooms = rooms;
  }

  /** What arrival works with. */
  record Rooms(
      ConnectionTable table,
      Admission admission,
      Rivalry rivalry,
      Promotion promotion,
      Departure departure,
      Outbox outbox,
      ServerPort port) {}

  /** The socket is open: the handshake begins, if the connection is not over already. */
  void begin(Connection connection, long now) {
    if (!connection.is(ConnectionState.DIALING)) {
      return;
    }
    boolean dialled = connection.direction() == Direction.OUTBOUND;
    connection.deadlines().clear(Wake.DIAL);
    connection.become(ConnectionState.HANDSHAKING, "socket open");
    connection.milestones().opened(now);
    connection.deadlines().set(Wake.HANDSHAKE, now + times.handshake().toNanos());
    connection.begin(terms.begin(dialled, random));
    write(connection, connection.handshake().opening());
  }

  /** Takes in the next message of the handshake, and says whether there was one. */
  boolean take(Connection connection, long now) throws WireException {
    FrameDecoder stream = connection.inbound().stream();
    boolean dialled = connection.direction() == Direction.OUTBOUND;
    Handshake instead = dialled ? null : terms.begunInstead(stream, random);
    if (instead != null) {
      connection.begin(instead);
    }
    try {
      Handshake.Taken taken = connection.handshake().take(stream);
      if (taken == null) {
        return false;
      }
      if (taken.proof() != null && isWelcome(connection, now)) {
        rooms.port.prove(connection, taken.proof());
      }
      decideIfComplete(connection, now);
    } catch (HandshakeException e) {
      close(connection, e.reason(), e.origin(), e.getMessage(), now);
    }
    return true;
  }

  /** Something is proved, or not; it may be too late. */
  void proved(Connection connection, Proof.Result result, long now) {
    if (!connection.is(ConnectionState.HANDSHAKING)) {
      return;
    }
    try {
      List<byte[]> answer = connection.handshake().goOn(result);
      checkChannel(connection);
      write(connection, answer);
    } catch (HandshakeException e) {
      close(connection, e.reason(), e.origin(), e.getMessage(), now);
      return;
    }
    decideIfComplete(connection, now);
  }

  /** Closes the connection of one who says who it is, and is not wanted, before that costs more. */
  private boolean isWelcome(Connection connection, long now) {
    PeerId claimed = connection.handshake().claimed();
    CloseReason refusal =
        claimed == null ? null : rooms.admission.atIdentity(claimed, connection, rooms.table, now);
    if (refusal != null) {
      close(connection, refusal, CloseOrigin.SERVER, "not admitted", now);
    }
    return refusal == null;
  }

  private void decideIfComplete(Connection connection, long now) {
    if (connection.handshake().isComplete()) {
      connection.provenAt(now);
      decide(connection, now);
    }
  }

  /** The peer is proven: admits it, turns it away, or lets it wait for an older connection. */
  void decide(Connection connection, long now) {
    if (!connection.is(ConnectionState.HANDSHAKING)) {
      return;
    }
    PeerId peer = connection.handshake().proven().peer();
    Connection older = rooms.table.of(peer);
    if (rooms.admission.isAnother(peer, connection)) {
      String why = "we dialled somebody else than " + peer;
      close(connection, CloseReason.NOT_ADMITTED, CloseOrigin.SERVER, why, now);
    } else if (older == null) {
      admit(connection, now);
    } else if (isTie(connection, older)) {
      breakTie(connection, older, now);
    } else {
      rooms.rivalry.await(connection, older, now);
    }
  }

  /** The connection has answered a probe. */
  void answered(Connection connection, long now) {
    rooms.rivalry.answered(connection, now);
  }

  /**
   * Whoever sits in the middle can pass the whole handshake on, but has no other key than its own to
   * speak TLS with.
   */
  private static void checkChannel(Connection connection) throws HandshakeException {
    PeerId channel = connection.socket().channelPeer();
    if (channel == null || !connection.isProven()) {
      return;
    }
    PeerId peer = connection.handshake().proven().peer();
    if (!channel.equals(peer)) {
      throw HandshakeException.judged(
          CloseReason.CHANNEL_MISMATCH, "TLS was spoken by " + channel + ", not by " + peer);
    }
  }

  private void admit(Connection connection, long now) {
    Proven proven = connection.handshake().proven();
    CloseReason refusal = rooms.admission.atIdentity(proven.peer(), connection, rooms.table, now);
    if (refusal != null) {
      close(connection, refusal, CloseOrigin.SERVER, "not admitted", now);
      return;
    }
    write(connection, connection.handshake().welcome());
    rooms.promotion.begin(connection, now);
  }

  private void breakTie(Connection newer, Connection older, long now) {
    boolean newerSurvives = rooms.rivalry.isStronger(newer, older);
    Connection loser = newerSurvives ? older : newer;
    close(loser, CloseReason.TIE_BREAK, CloseOrigin.SERVER, "both ends dialled", now);
    if (newerSurvives) {
      admit(newer, now);
    }
  }

  /**
   * A redial that the other end has taken on is LIVE there, maybe on a server that does not know of
   * the older one. Then only the order leads both ends to the same connection.
   */
  private boolean isTie(Connection newer, Connection older) {
    boolean takenOn =
        newer.direction() == Direction.OUTBOUND && newer.handshake().hasWelcome();
    return newer.provenAt() - older.provenAt() <= times.handshake().toNanos()
        || (takenOn && rooms.rivalry.isStronger(newer, older));
  }

  private void write(Connection connection, List<byte[]> frames) {
    frames.forEach(frame -> rooms.outbox.offerControl(connection, frame));
  }

  private void close(
      Connection connection,
      CloseReason reason,
      CloseOrigin origin,
      @Nullable String why,
      long now) {
    String sentence = why == null ? "" : why;
    rooms.departure.close(connection, new ServerPort.Ending(reason, origin, sentence), now);
  }
}
