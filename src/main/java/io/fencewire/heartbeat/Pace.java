package io.fencewire.heartbeat;

import java.util.random.RandomGenerator;

/** How long to wait before each ping, and its nonce: all that is random about a heartbeat. */
final class Pace {
  /** The first pings of connections that became LIVE together are spread over this time. */
  static final long FIRST_SPREAD_NANOS = 5_000_000;

  private final long intervalNanos;
  private final double jitter;
  private final RandomGenerator random;

  Pace(HeartbeatOptions options, RandomGenerator random) {
    this.intervalNanos = options.interval().toNanos();
    this.jitter = options.jitter();
    this.random = random;
  }

  /** At once, but for a few milliseconds, and never more than an interval. */
  long firstDelayNanos() {
    return random.nextLong(Math.min(FIRST_SPREAD_NANOS, intervalNanos));
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
