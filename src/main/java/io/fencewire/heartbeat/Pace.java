package io.fencewire.heartbeat;

import io.fencewire.peer.Direction;
import io.fencewire.peer.PeerConnection;
import java.util.random.RandomGenerator;

/** How long to wait before each ping, and its nonce: all that is random about a heartbeat. */
final class Pace {
  /** The first pings of connections that became LIVE together are spread over this time. */
  static final long FIRST_SPREAD_NANOS = 5_000_000;

  /** Time for a peer that says nothing about it to take in the last word of our handshake. */
  static final long GRACE_NANOS = 250_000_000;

  private final long intervalNanos;
  private final double jitter;
  private final RandomGenerator random;

  Pace(HeartbeatOptions options, RandomGenerator random) {
    this.intervalNanos = options.interval().toNanos();
    this.jitter = options.jitter();
    this.random = random;
  }

  /**
   * At once, but for a few milliseconds, and never more than an interval. Later where we dialled and
   * the peer has no word for having taken us on: by its source a snarkOS node can lose what comes
   * together with the last message of the handshake, and the next ping would come an interval later.
   */
  long firstDelayNanos(PeerConnection connection) {
    boolean silent =
        connection.direction() == Direction.OUTBOUND && !connection.traits().hasExtensions();
    long spread = random.nextLong(Math.min(FIRST_SPREAD_NANOS, intervalNanos));
    return Math.min(intervalNanos, silent ? spread + GRACE_NANOS : spread);
  }

  /** One interval, shorter or longer by the jitter's share at the most. */
  long nextDelayNanos() {
    double share = jitter * (2 * random.nextDouble() - 1);
    return intervalNanos + Math.round(intervalNanos * share);
  }

  /** Any number but zero, so that a peer which answers with an empty nonce is never right. */
  long nonce() {
    long nonce = random.nextLong();
    while (nonce == 0) {
      nonce = random.nextLong();
    }
    return nonce;
  }
}
