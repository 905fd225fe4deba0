package io.fencewire.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which bucket a duration falls into. */
class HistogramTest {
  @Test
  void aDurationCountsInTheFirstBucketThatHoldsIt() {
    Histogram histogram = new Histogram("x");
    histogram.add(-1);
    histogram.add(100_000);
    histogram.add(100_001);
    histogram.add(6_000_000_000L);

    Map<String, Long> counters = new HashMap<>();
    histogram.into(counters);

    assertThat(counters)
        .hasSize(17)
        .containsEntry("x_nanos.le.100000", 2L)
        .containsEntry("x_nanos.le.250000", 1L)
        .containsEntry("x_nanos.le.5000000000", 0L)
        .containsEntry("x_nanos.le.more", 1L)
        .containsEntry("x_nanos.sum", 6_000_200_001L);
  }
}
