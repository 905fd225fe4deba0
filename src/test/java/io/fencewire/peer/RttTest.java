package io.fencewire.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RttTest {
  @Test
  void theFirstSampleIsAllThatIsKnown() {
    assertThat(Rtt.first(70)).isEqualTo(new Rtt(70, 70, 70));
  }

  /** 7/8 of the old average and 1/8 of the sample, as RFC 6298 has it. */
  @ParameterizedTest
  @CsvSource({"800, 800, 800", "1600, 800, 900", "0, 0, 700", "808, 800, 801", "8800, 800, 1800"})
  void eachSampleWeighsAnEighth(long sample, long min, long smoothed) {
    assertThat(Rtt.first(800).next(sample)).isEqualTo(new Rtt(sample, min, smoothed));
  }

  @Test
  void theSmallestSampleStays() {
    assertThat(Rtt.first(50).next(20).next(90).minNanos()).isEqualTo(20);
  }
}
