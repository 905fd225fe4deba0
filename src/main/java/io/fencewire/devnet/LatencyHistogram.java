package io.fencewire.devnet;

/**
 * How often each latency occurred, in microseconds, in buckets that are at most 1/32 wider than
 * their lower edge: a fixed number of counters, however long the run.
 */
final class LatencyHistogram {
  private static final int EXACT = 64;
  private static final int STEPS = 32;
  private static final int EXPONENT_OF_EXACT = 6;

  private final long[] counts = new long[EXACT + (63 - EXPONENT_OF_EXACT) * STEPS];
  private long total;

  /** Takes in one latency; a negative one counts as 0. */
  void record(long nanos) {
    counts[bucket(Math.max(0, nanos / 1_000))]++;
    total++;
  }

  /** The latency in milliseconds that this share of all does not exceed; 0 if there are none. */
  double percentileMillis(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        return upperEdge(bucket) / 1_000.0;
      }
    }
    return 0;
  }

  private static int bucket(long micros) {
    if (micros < EXACT) {
      return (int) micros;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(micros);
    int step = (int) (micros >> (exponent - 5)) & (STEPS - 1);
    return EXACT + (exponent - EXPONENT_OF_EXACT) * STEPS + step;
  }

  private static long upperEdge(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int exponent = EXPONENT_OF_EXACT + (bucket - EXACT) / STEPS;
    int step = (bucket - EXACT) % STEPS;
    return ((STEPS + step + 1L) << (exponent - 5)) - 1;
  }
}
