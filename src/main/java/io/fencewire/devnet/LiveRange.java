package io.fencewire.devnet;

/** A count that goes up and down, and the least and the most it was while somebody watched. */
public final class LiveRange {
  private int now;
  private int min;
  private int max;
  private boolean watched;

  /** Changes the count. */
  void add(int difference) {
    now += difference;
    if (watched) {
      min = Math.min(min, now);
      max = Math.max(max, now);
    }
  }

  /** The range begins, with what there is now. */
  void watchBegins() {
    watched = true;
    min = now;
    max = now;
  }

  /** The range stays as it is. */
  void watchEnds() {
    watched = false;
  }

  /** The count now. */
  public int now() {
    return now;
  }

  /** The least it was while watched. */
  public int min() {
    return min;
  }

  /** The most it was while watched. */
  public int max() {
    return max;
  }
}
