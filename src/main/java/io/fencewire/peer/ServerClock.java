package io.fencewire.peer;

/**
 * An estimate of another party's monotonic clock from the readings that came with its events and
 * answers. A reading is always older on arrival than it says, so the estimate can be early and
 * never late: a deadline computed from it may expire too soon, which is harmless, and never lives
 * too long. The clocks of two machines drift apart, so a reading counts for one to two minutes and
 * no longer: the estimate is late by their drift over that time at the most.
 */
public final class ServerClock {
  /** How long the best reading of a time counts, at least; twice that at the most. */
  static final long WINDOW_NANOS = 60_000_000_000L;

  private long offset;
  private long recent;
  private long recentSince;
  private boolean known;

  /** Takes in a reading of the server's clock that arrived at {@code now} of the local one. */
  public void read(long reading, long now) {
    long candidate = reading - now;
    if (!known) {
      offset = candidate;
      startWindow(candidate, now);
      known = true;
    } else if (now - recentSince >= WINDOW_NANOS) {
      offset = later(recent, candidate);
      startWindow(candidate, now);
    } else {
      recent = later(recent, candidate);
      offset = later(offset, candidate);
    }
  }

  /** Whether there has been a reading yet. */
  public boolean isKnown() {
    return known;
  }

  /** The server's clock at {@code now} of the local one, never later than it truly is. */
  public long at(long now) {
    if (!known) {
      throw new IllegalStateException("no reading of the server's clock has arrived yet");
    }
    return now + offset;
  }

  private void startWindow(long candidate, long now) {
    recent = candidate;
    recentSince = now;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
