package io.fencewire.refresh;

import org.jspecify.annotations.Nullable;

/** What was seen of one node's peer count over time. */
final class PeerCount {
  private @Nullable Long belowSince;
  private long longestBelow;
  private int most;

  void read(int peers, int min, long now) {
    most = Math.max(most, peers);
    if (belowSince != null) {
      longestBelow = Math.max(longestBelow, now - belowSince);
    }
    if (peers >= min) {
      belowSince = null;
    } else if (belowSince == null) {
      belowSince = now;
    }
  }

  /** The longest time without a break below the minimum. */
  long longestBelow() {
    return longestBelow;
  }

  int most() {
    return most;
  }
}
