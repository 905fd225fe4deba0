package io.fencewire.server;

import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Order;
import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.Ping;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What becomes of a connection whose peer has come back on another one, on this server or on a
 * sibling. If it is not fresh it is asked for a sign of life: if it gives one, the other is not
 * needed, else it is superseded itself.
 *
 * <p>Of two that are LIVE on two servers of a node, {@link TieBreak} says which is the stronger, and
 * the stronger one's owner alone decides. It has the weaker closed only while it knows its own to be
 * alive, and with a deadline that ends before a probe can: once the stronger has been given up, no
 * order to close the weaker is good any more, however late it comes. So both are never closed, and
 * no clock is shared.
 */
final class Rivalry {
  private final HandshakeTerms terms;
  private final RandomGenerator random;
  private final ServerOptions.Times times;
  private final Rooms rooms;

  Rivalry(HandshakeTerms terms, RandomGenerator random, ServerOptions.Times times, Rooms rooms) {
    this.terms = terms;
    this.random = random;
    this.times = times;
    this.rooms = rooms;
  }

  /** What rivalry works with. */
  record Rooms(
      ConnectionTable table,
      Siblings siblings,
      Departure departure,
      Outbox outbox,
      ServerPort port,
      OwnBlocks blocks) {}

  /** A newer connection, proven here, waits for the older one's sign of life. */
  void await(Connection newer, Connection older, long now) {
    Connection waiting = older.contender();
    boolean asked = isProbed(older);
    if (waiting != null && isStronger(waiting, newer)) {
      close(newer, CloseReason.ALREADY_CONNECTING, "another waits", now);
      return;
    }
    if (waiting != null) {
      close(waiting, CloseReason.TIE_BREAK, "another waits in its place", now);
    }
    older.contender(newer);
    if (!asked) {
      probe(older, now);
    }
    newer.adjustReading(now);
  }

  /** A server of the node was heard of; whether it was unknown, and may not know of us. */
  boolean heard(ServerId server, long reading, long now) {
    return rooms.siblings.heard(server, reading, now);
  }

  /** Whether this server of the node has been heard of lately. */
  boolean knows(ServerId server) {
    return rooms.siblings.ids().contains(server);
  }

  /** A connection has become LIVE here. */
  void promoted(Connection ours, long now) {
    rooms.siblings.of(ours.facts().peer()).forEach(theirs -> contest(ours, theirs, now));
  }

  /** A sibling holds this connection. */
  void gained(PeerConnection theirs, long now) {
    rooms.siblings.gained(theirs);
    contest(theirs, now);
  }

  /** A sibling holds this connection no more. */
  void lost(ConnectionToken token, PeerId peer) {
    rooms.siblings.lost(token, peer);
    Connection ours = rooms.table.of(peer);
    if (ours != null) {
      ours.rivals().remove(token);
    }
  }

  /** A sibling holds these and no others. */
  void holds(ServerId server, String jvm, List<PeerConnection> theirs, long now) {
    rooms.siblings.holds(server, jvm, theirs);
    theirs.forEach(one -> contest(one, now));
  }

  /** The connection has answered the probe: the others are not needed. */
  void answered(Connection alive, long now) {
    if (!isProbed(alive) || rooms.table.of(alive.facts().peer()) != alive) {
      return;
    }
    alive.deadlines().clear(Wake.PROBE);
    Connection newer = alive.contender();
    if (newer != null) {
      alive.contender(null);
      close(newer, CloseReason.ALREADY_CONNECTED, "the other is alive", now);
    }
    List<ConnectionToken> rivals = List.copyOf(alive.rivals());
    alive.rivals().clear();
    rivals.forEach(weaker -> askToYield(weaker, alive, now));
  }

  /** The connection has shown none in time: it gives way, if there still is another. */
  void unanswered(Connection silent, long now) {
    if (isProbed(silent)) {
      close(silent, CloseReason.SUPERSEDED, "silent while redialled", now);
    }
  }

  /** The owner of a stronger connection, which it knows to be alive, wants the weaker one closed. */
  Outcome giveWay(ConnectionToken weaker, PeerConnection stronger, long deadline, long now) {
    Outcome admitted = rooms.table.admit(weaker, Lease.NONE, deadline, now);
    Connection ours = rooms.table.at(weaker);
    boolean gives = admitted == Outcome.WRITTEN
        && ours != null
        && isSamePeer(ours, stronger)
        && !isStronger(ours, stronger);
    Outcome outcome = admitted == Outcome.WRITTEN && !gives ? Outcome.UNSUPPORTED : admitted;
    rooms.port.note(
        ours,
        new Commanded(
            Order.YIELD,
            CloseReason.TIE_BREAK.name(),
            weaker,
            Lease.NONE,
            deadline - now,
            outcome));
    if (ours != null && gives) {
      close(ours, CloseReason.TIE_BREAK, "kept instead: " + stronger.token(), now);
    }
    return outcome;
  }

  private void contest(PeerConnection theirs, long now) {
    Connection ours = rooms.table.of(theirs.peer());
    if (ours != null && ours.is(ConnectionState.LIVE)) {
      contest(ours, theirs, now);
    }
  }

  /** Nothing happens if ours is the weaker: its owner will hear of ours, and decide. */
  private void contest(Connection ours, PeerConnection theirs, long now) {
    if (theirs.token().equals(ours.token()) || !isStronger(ours, theirs)) {
      return;
    }
    if (isFresh(ours, now)) {
      askToYield(theirs.token(), ours, now);
      return;
    }
    boolean asked = isProbed(ours);
    ours.rivals().add(theirs.token());
    if (!asked) {
      probe(ours, now);
    }
  }

  /** Whether the order keeps the first of two that are proven here. */
  boolean isStronger(Connection one, Connection other) {
    return TieBreak.firstSurvives(contender(one), contender(other));
  }

  private TieBreak.Contender contender(Connection proven) {
    return TieBreak.Contender.of(proven, terms.identity().peerId());
  }

  private boolean isStronger(Connection ours, PeerConnection theirs) {
    PeerId self = terms.identity().peerId();
    return TieBreak.firstSurvives(contender(ours), TieBreak.Contender.of(theirs, self));
  }

  private static boolean isSamePeer(Connection ours, PeerConnection theirs) {
    return ours.facts().peer().equals(theirs.peer());
  }

  /**
   * Within one handshake deadline of its own handshake a connection counts as alive: then it is a
   * simultaneous dial, and both nodes should follow the order alone. Not if we dialled, and the other
   * end has no way to say that it took us on.
   */
  private boolean isFresh(Connection ours, long now) {
    boolean takenOn =
        ours.direction() == Direction.INBOUND || ours.facts().traits().hasExtensions();
    return takenOn && now - ours.provenAt() <= times.handshake().toNanos();
  }

  private void askToYield(ConnectionToken weaker, Connection stronger, long now) {
    rooms
        .siblings
        .clock(weaker.serverId(), now)
        .ifPresent(theirNow -> rooms.port.askToYield(
            weaker, stronger.facts(), theirNow + times.probe().toNanos() / 2));
  }

  private static boolean isProbed(Connection connection) {
    return connection.contender() != null || !connection.rivals().isEmpty();
  }

  private void probe(Connection connection, long now) {
    boolean extensions = connection.facts().traits().hasExtensions();
    Message ping = extensions ? new NoncePing(random.nextLong()) : rooms.blocks.ping(now);
    connection.vigil().probed(now);
    connection.deadlines().set(Wake.PROBE, now + times.probe().toNanos());
    connection.questions().probed(ping);
    Outcome outcome = rooms.outbox.offerPing(connection, ping);
    if (outcome == Outcome.FULL && ping instanceof Ping) {
      // a long one found no room among the data: a sign of life is worth more than our blocks
      rooms.outbox.offerControl(connection, terms.ping());
    }
  }

  private void close(Connection connection, CloseReason reason, String why, long now) {
    rooms.departure.close(connection, new ServerPort.Ending(reason, CloseOrigin.SERVER, why), now);
  }
}
