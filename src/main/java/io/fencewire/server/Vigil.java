package io.fencewire.server;

/**
 * How long a peer has been silent, a write stalled, a probe unanswered: in time in which we could
 * have noticed. The clock stops while this process stands still, and that of silence also while we
 * don't read.
 */
final class Vigil {
  private final LocalHealth health;
  private boolean reading = true;
  private long heardAt;
  private long pausedAt;
  private long writeSince;
  private long probedAt;

  Vigil(LocalHealth health) {
    this.health = health;
  }

  /** Whether we read what the peer sends. */
  boolean isReading() {
    return reading;
  }

  /** We read no more, for now. */
  void pauseReading(long now) {
    reading = false;
    pausedAt = health.awake(now);
  }

  /** We read again. */
  void resumeReading(long now) {
    reading = true;
    heardAt += health.awake(now) - pausedAt;
  }

  /** Something was heard from the peer. */
  void heard(long now) {
    heardAt = health.awake(now);
  }

  /** How long nothing was heard. */
  long silentNanos(long now) {
    return reading ? health.awake(now) - heardAt : pausedAt - heardAt;
  }

  /** A write was handed to the socket. */
  void writeStarted(long now) {
    writeSince = health.awake(now);
  }

  /** How long the write in flight has made no progress. */
  long stalledNanos(long now) {
    return health.awake(now) - writeSince;
  }

  /** The peer was asked for a sign of life. */
  void probed(long now) {
    probedAt = health.awake(now);
  }

  /** How long ago that was. */
  long probedNanos(long now) {
    return health.awake(now) - probedAt;
  }
}
