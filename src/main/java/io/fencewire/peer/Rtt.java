package io.fencewire.peer;

/**
 * The round-trip times of one connection, in nanoseconds.
 *
 * @param lastNanos the newest sample
 * @param minNanos the smallest sample of this connection's life
 * @param smoothedNanos a moving average in which each new sample weighs an eighth (RFC 6298, 2.3)
 */
public record Rtt(long lastNanos, long minNanos, long smoothedNanos) {
  private static final int WEIGHT = 8;

  /** What is known after one sample. */
  public static Rtt first(long sampleNanos) {
    return new Rtt(sampleNanos, sampleNanos, sampleNanos);
  }

  /** What is known after one sample more. */
  public Rtt next(long sampleNanos) {
    return new Rtt(
        sampleNanos,
        Math.min(minNanos, sampleNanos),
        smoothedNanos + (sampleNanos - smoothedNanos) / WEIGHT);
  }
}
