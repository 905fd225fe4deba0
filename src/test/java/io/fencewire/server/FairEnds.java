package io.fencewire.server;

import io.fencewire.peer.CloseReason;
import org.jspecify.annotations.Nullable;

/** S1, where a connection ends because a server ran out of patience: it must have had reason to. */
final class FairEnds {
  private FairEnds() {}

  /**
   * What was unfair about an end, or null.
   *
   * @param unheardNanos for how long nothing was heard from the peer
   */
  static @Nullable String objection(
      Connection connection, long unheardNanos, ServerOptions.Times times) {
    CloseReason reason = connection.ending().reason();
    if (reason == CloseReason.SUPERSEDED && unheardNanos < times.probe().toNanos()) {
      return "was superseded, and had answered the probe";
    }
    boolean admissible = connection.isProven()
        && connection.handshake().phase() == Handshake.Phase.COMPLETE
        && connection.incumbent() == null;
    if (reason == CloseReason.HANDSHAKE_TIMEOUT && admissible) {
      return "ran out of time, and could have been admitted";
    }
    return null;
  }
}
