package io.fencewire.server;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.sim.Actor;
import io.fencewire.sim.Mark;
import io.fencewire.wire.MessageType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one server may hold for one connection, and for how long it may be only half there. */
final class SimBounds {
  /** The last word of a connection goes in whatever the bounds say. */
  private static final int LAST_WORD_BYTES = 64;

  /** Dial and handshake take seconds of the time in which the server is awake. */
  private static final long HALF_THERE_NANOS = 60_000_000_000L;

  private final Actor actor;
  private final ServerOptions.Queues queues;
  private final ServerOptions.Times times;
  private final Map<Connection, Mark> halfThere = new LinkedHashMap<>();
  private final Set<Connection> over = new HashSet<>();
  private final List<Connection> tied = new ArrayList<>();

  SimBounds(Actor actor, ServerOptions options) {
    this.actor = actor;
    this.queues = options.queues();
    this.times = options.times();
  }

  /** S7, after a turn. */
  void check(PeerServer server) {
    for (Connection connection : server.table().list()) {
      int bytes = connection.outbound().bytes();
      int messages = connection.credit().messages();
      if (bytes > queues.outboundBytes() + queues.controlBytes() + LAST_WORD_BYTES
          || messages > queues.inboundMessages()) {
        fail("S7", connection, "holds " + bytes + " bytes and " + messages + " messages");
      }
      checkAge(connection);
    }
    for (Connection loser : tied) {
      Connection winner = server.table().of(loser.handshake().proven().peer());
      if (winner != null) {
        actor.world().ties().broken(session(winner), session(loser));
      }
    }
    tied.clear();
  }

  /** S2: what is written behind the last word is for nobody. */
  void checkWritten(Connection connection, byte[] frame) {
    if (over.contains(connection)) {
      fail("S2", connection, "was written to after its last word");
    }
    if (((frame[4] & 0xff) | ((frame[5] & 0xff) << 8)) == MessageType.DISCONNECT.id()) {
      over.add(connection);
    }
  }

  /** S1, where an end was this server's own judgement. */
  void checkEnd(Connection connection, long answeredNanos) {
    if (connection.ending().reason() == CloseReason.TIE_BREAK) {
      tied.add(connection);
    }
    String objection = FairEnds.objection(connection, answeredNanos, times);
    if (objection != null) {
      fail("S1", connection, objection);
    }
  }

  private void checkAge(Connection connection) {
    if (connection.state().compareTo(ConnectionState.PREPARING) >= 0) {
      halfThere.remove(connection);
      return;
    }
    long awake = halfThere.computeIfAbsent(connection, begun -> new Mark(actor)).awakeNanos();
    if (awake > HALF_THERE_NANOS) {
      fail("S7", connection, "is no further after %.3f s".formatted(awake / 1e9));
    }
  }

  private static long session(Connection connection) {
    return connection.handshake().proven().session();
  }

  private void fail(String rule, Connection connection, String what) {
    actor.world().fail(rule, actor + ": " + connection + " " + what);
  }
}
