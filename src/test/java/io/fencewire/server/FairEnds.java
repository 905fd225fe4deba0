package io.fencewire.server;

import io.fencewire.peer.CloseReason;
import org.jspecify.annotations.Nullable;

/** S1, where a connection ends because a server ran out of patience: it must have had reason to. */
final class FairEnds {
  private FairEnds() {}

  /**
   * What was unfair about an end, or null. Pings are answered in their order: who answered one that
   * was written since the probe was has answered the probe.
   *
   * @param answeredNanos how long ago the last ping was written that the peer has answered
   */
  static @Nullable String objection(
      Connection connection, long answeredNanos, ServerOptions.Times times) {
    CloseReason reason = connection.ending().reason();
    if (reason == CloseReason.SUPERSEDED && answeredNanos < times.probe().toNanos()) {
      return "was superseded, and had answered the probe";
    }
    boolean admissible = connection.isProven()
        && connection.handshake().isComplete()
        && connection.incumbent() == null;
    if (reason == CloseReason.HANDSHAKE_TIMEOUT && admissible) {
      return "ran out of time, and could have been admitted";
    }
    return null;
  }
}
