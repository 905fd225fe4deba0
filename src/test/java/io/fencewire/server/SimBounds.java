package io.fencewire.server;

import io.fencewire.peer.ConnectionState;
import io.fencewire.sim.Actor;
import java.util.IdentityHashMap;
import java.util.Map;

/** What one server may hold for one connection, and for how long it may be only half there: S7. */
final class SimBounds {
  /** The last word of a connection goes in whatever the bounds say. */
  private static final int LAST_WORD_BYTES = 64;

  /** Dial and handshake take seconds; the longest pause of a process is well below the rest. */
  private static final long HALF_THERE_NANOS = 200_000_000_000L;

  private final Actor actor;
  private final ServerOptions.Queues queues;
  private final Map<Connection, Long> halfThere = new IdentityHashMap<>();

  SimBounds(Actor actor, ServerOptions options) {
    this.actor = actor;
    this.queues = options.queues();
  }

  /** A turn is over. */
  void check(PeerServer server) {
    for (Connection connection : server.table().list()) {
      int bytes = connection.outbound().bytes();
      int messages = connection.credit().messages();
      if (bytes > queues.outboundBytes() + queues.controlBytes() + LAST_WORD_BYTES
          || messages > queues.inboundMessages()) {
        actor
            .world()
            .fail(
                "S7",
                "%s holds %d bytes and %d messages for %s"
                    .formatted(actor, bytes, messages, connection));
      }
      checkAge(connection);
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
      actor
          .world()
          .fail(
              "S7",
              "%s is %s on %s since %.3f s"
                  .formatted(connection, connection.state(), actor, since / 1e9));
    }
  }
}
