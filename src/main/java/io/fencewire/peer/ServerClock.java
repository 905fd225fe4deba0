package io.fencewire.peer;

/**
 * An estimate of another party's monotonic clock from the readings that came with its events and
 * answers. A reading is always older on arrival than it says, so the estimate can be early and
 * never late: a deadline computed from it may expire too soon, which is harmless, and never lives
 * too long.
 */
public final class ServerClock {
  private long offset;
  private boolean known;

  /** Takes in a reading of the server's clock that arrived at {@code now} of the local one. */
  public void read(long reading, long now) {
    long candidate = reading - now;
    if (!known || candidate - offset > 0) {
      offset = candidate;
      known = true;
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
}
