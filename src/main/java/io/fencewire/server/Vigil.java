package io.fencewire.server;

/**
 * How long a peer has been silent, a write stalled, a probe unanswered: in time in which we could
 * have noticed. The clock stops while this process stands still, and those of silence and of a
 * probe also while we don't read.
 */
final class Vigil {
  /** A look longer ago than this was not a turn ago, and counts no more. */
  private static final long LOOK_NANOS = 250_000_000L;

  private final LocalHealth health;
  private boolean reading = true;
  private long heardAt;
  private long pausedAt;
  private long writeSince;
  private long probedAt;
  private final long[] blamedAt = new long[Wake.values().length];
  private int blamedFor;

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
    pardon(Wake.SILENCE);
    pardon(Wake.PROBE);
  }

  /** We read again. */
  void resumeReading(long now) {
    reading = true;
    long awake = health.awake(now);
    heardAt += awake - pausedAt;
    probedAt += awake - Math.max(pausedAt, probedAt);
  }

  /** Something was heard from the peer. */
  void heard(long now) {
    heardAt = health.awake(now);
    pardon(Wake.SILENCE);
  }

  /** How long nothing was heard. */
  long silentNanos(long now) {
    return reading ? health.awake(now) - heardAt : pausedAt - heardAt;
  }

  /** A write was handed to the socket. */
  void writeStarted(long now) {
    writeSince = health.awake(now);
    pardon(Wake.STALL);
  }

  /** How long the write in flight has made no progress. */
  long stalledNanos(long now) {
    return health.awake(now) - writeSince;
  }

  /** The peer was asked for a sign of life. */
  void probed(long now) {
    probedAt = health.awake(now);
    pardon(Wake.PROBE);
  }

  /** For how long it could have given one since. */
  long probedNanos(long now) {
    return (reading ? health.awake(now) : Math.max(pausedAt, probedAt)) - probedAt;
  }

  /**
   * Blames the peer, and says whether it was to blame just before and has done nothing about it
   * since. If we stood still in between, or did not read, what it has done may not have been read
   * yet.
   */
  boolean blames(Wake wake, long now) {
    if (!reading && wake != Wake.STALL) {
      return false;
    }
    int bit = 1 << wake.ordinal();
    boolean again = (blamedFor & bit) != 0 && now - blamedAt[wake.ordinal()] <= LOOK_NANOS;
    blamedFor |= bit;
    blamedAt[wake.ordinal()] = now;
    return again;
  }

  private void pardon(Wake wake) {
    blamedFor &= ~(1 << wake.ordinal());
  }
}
