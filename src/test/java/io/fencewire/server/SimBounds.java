package io.fencewire.server;

import io.fencewire.peer.ConnectionState;
import io.fencewire.sim.Actor;
import java.util.IdentityHashMap;
import java.util.Map;

/** What one server may hold for one connection, and for how long it may be only half there. */
final class SimBounds {
  /** The last word of a connection goes in whatever the bounds say. */
  private static final int LAST_WORD_BYTES = 64;

  /** Dial and handshake take seconds; the longest pause of a process is well below the rest. */
  private static final long HALF_THERE_NANOS = 200_000_000_000L;

  private final Actor actor;
  private final ServerOptions.Queues queues;
  private final ServerOptions.Times times;
  private final Map<Connection, Long> halfThere = new IdentityHashMap<>();

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
  }

  /** S1, where an end was this server's own judgement. */
  void checkEnd(Connection connection, long unheardNanos) {
    String objection = FairEnds.objection(connection, unheardNanos, times);
    if (objection != null) {
      fail("S1", connection, objection);
    }
  }

  private void checkAge(Connection connection) {
    if (connection.state().compareTo(ConnectionState.PREPARING) >= 0) {
      halfThere.remove(connection);
      return;
    }
    long now = actor.world().now();
    long since = halfThere.computeIfAbsent(connection, begun -> now);
    if (now - since > HALF_THERE_NANOS) {
      fail("S7", connection, "is " + connection.state() + " since %.3f s".formatted(since / 1e9));
    }
  }

  private void fail(String rule, Connection connection, String what) {
    actor.world().fail(rule, actor + ": " + connection + " " + what);
  }
}
