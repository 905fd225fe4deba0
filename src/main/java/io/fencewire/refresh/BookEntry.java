package io.fencewire.refresh;

import io.fencewire.peer.ListenAddress;
import org.jspecify.annotations.Nullable;

/**
 * One address as the book keeps it on disk. Times are ages, so that neither the wall clock nor the
 * monotonic clock of an earlier start matters; the time the node was down doesn't count.
 *
 * @param address where the peer listens
 * @param source the group of the peer that told it
 * @param seenSeconds how long ago it was last told or connected
 * @param failures dials that failed since the last connection
 * @param connectedSeconds how long ago it was last connected, or null if never
 */
record BookEntry(
    ListenAddress address,
    String source,
    long seenSeconds,
    int failures,
    @Nullable Long connectedSeconds) {

  /** Older than this is as old. */
  static final long SECONDS_MAX = 10L * 365 * 24 * 3600;

  /** Checks the ranges. */
  BookEntry {
    requireAge("seen", seenSeconds);
    if (connectedSeconds != null) {
      requireAge("connected", connectedSeconds);
    }
    if (failures < 0) {
      throw new IllegalArgumentException("failures must not be negative: " + failures);
    }
    if (source.length() > 64) {
      throw new IllegalArgumentException("a source has at most 64 characters: " + source.length());
    }
  }

  private static void requireAge(String what, long seconds) {
    if (seconds < 0 || seconds > SECONDS_MAX) {
      throw new IllegalArgumentException(
          what + " must be 0 to " + SECONDS_MAX + " seconds ago, not " + seconds);
    }
  }
}
