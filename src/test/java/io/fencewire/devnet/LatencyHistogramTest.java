package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void nothingHasNoLatency() {
    assertThat(histogram.percentileMillis(0.99)).isZero();
  }

  @Test
  void smallLatenciesAreExact() {
    for (int micros = 1; micros <= 60; micros++) {
      histogram.record(micros * 1_000L);
    }
    assertThat(histogram.percentileMillis(0.5)).isEqualTo(0.030, within(1e-9));
    assertThat(histogram.percentileMillis(1)).isEqualTo(0.060, within(1e-9));
  }

  @Test
  void percentilesOfAnySpreadAreWithinOneThirtySecond() {
    long seed = 20_001;
    SplittableRandom random = new SplittableRandom(seed);
    long[] nanos = new long[10_000];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (long) Math.exp(random.nextDouble() * Math.log(1e12));
      histogram.record(nanos[i]);
    }
    Arrays.sort(nanos);
    for (double share : new double[] {0.3, 0.5, 0.9, 0.99, 1}) {
      long micros = nanos[(int) Math.ceil(share * nanos.length) - 1] / 1_000L;
      double exact = micros / 1e3;
      assertThat(histogram.percentileMillis(share))
          .as("share %s, seed %s", share, seed)
          .isCloseTo(exact, Percentage.withPercentage(3.2))
          .isGreaterThanOrEqualTo(exact);
    }
  }

  @Test
  void theLongestAndTheImpossibleHaveABucket() {
    histogram.record(Long.MAX_VALUE);
    histogram.record(-1);
    assertThat(histogram.percentileMillis(0.5)).isZero();
    assertThat(histogram.percentileMillis(1)).isGreaterThan(Long.MAX_VALUE / 1e6 * 0.999);
  }
}
