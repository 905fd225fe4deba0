package io.fencewire.peer;

import java.util.Map;

/**
 * How long something took, in buckets whose bounds never change. Its numbers go among a role's
 * counters, as {@code name_nanos.le.<bound>} (how many took that long at most, and longer than the
 * bucket before), {@code name_nanos.le.more} and {@code name_nanos.sum}.
 */
public final class Histogram {
  /** What its counters have in their names, before the bound. */
  public static final String BUCKET = "_nanos.le.";

  /** The bucket without a bound. */
  public static final String MORE = "more";

  /** What the counter of the sum has in its name. */
  public static final String SUM = "_nanos.sum";

  private static final long[] BOUNDS = {
    100_000L,
    250_000L,
    500_000L,
    1_000_000L,
    2_500_000L,
    5_000_000L,
    10_000_000L,
    25_000_000L,
    50_000_000L,
    100_000_000L,
    250_000_000L,
    500_000_000L,
    1_000_000_000L,
    2_500_000_000L,
    5_000_000_000L
  };

  private final String name;
  private final long[] counts = new long[BOUNDS.length + 1];
  private long sum;

  /** An empty one with this name. */
  public Histogram(String name) {
    this.name = name;
  }

  /** Takes in one duration; a negative one counts as none at all. */
  public void add(long nanos) {
    long duration = Math.max(0, nanos);
    int bucket = 0;
    while (bucket < BOUNDS.length && duration > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sum += duration;
  }

  /** Puts its numbers among counters. */
  public void into(Map<String, Long> counters) {
    for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
      counters.put(name + BUCKET + BOUNDS[bucket], counts[bucket]);
    }
    counters.put(name + BUCKET + MORE, counts[BOUNDS.length]);
    counters.put(name + SUM, sum);
  }
}
