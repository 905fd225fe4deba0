package io.fencewire.server;

/**
 * Knows how long this process itself stood still, so that no peer is blamed for our own lateness
 * (the idea of Lifeguard's local health awareness). A tick that should come every second and comes
 * late shows a pause; {@link #awake} is a clock that stops during pauses.
 */
final class LocalHealth {
  /** How often {@link #tick} should be called. */
  static final long TICK_NANOS = 1_000_000_000L;

  private long lastTick;
  private long stoodStill;

  LocalHealth(long now) {
    this.lastTick = now;
  }

  /** To be called every second or so. */
  void tick(long now) {
    stoodStill += overdue(now);
    lastTick = now;
  }

  /** The monotonic clock without the time in which this process stood still. */
  long awake(long now) {
    return now - stoodStill - overdue(now);
  }

  /** For how long, in all, this process stood still. */
  long stoodStillNanos() {
    return stoodStill;
  }

  private long overdue(long now) {
    return Math.max(0, now - lastTick - 2 * TICK_NANOS);
  }
}
