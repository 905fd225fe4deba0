package io.fencewire.flight;

import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Order;
import io.fencewire.flight.Note.Timed;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * One line of the recorder.
 *
 * @param number counts up over all that a server notes
 * @param at the server's monotonic clock, in nanoseconds
 * @param connection the server's own number of the connection it happened to, from its first moment
 *     on; 0 if a command met none
 * @param token its token, once it has one
 * @param peer its peer, once that is proven
 */
public record Entry(
    long number,
    long at,
    long connection,
    @Nullable ConnectionToken token,
    @Nullable PeerId peer,
    Note note) {

  /** Where it is kept. */
  Lane lane() {
    if (note instanceof Timed) {
      return Lane.TRAFFIC;
    }
    if (note instanceof Commanded command) {
      boolean closes = command.order() == Order.CLOSE || command.order() == Order.YIELD;
      return closes && command.isExecuted() ? Lane.LIFE : Lane.TRAFFIC;
    }
    return token == null ? Lane.APPROACH : Lane.LIFE;
  }
}
