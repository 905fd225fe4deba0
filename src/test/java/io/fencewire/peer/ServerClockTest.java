package io.fencewire.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServerClockTest {
  private final ServerClock clock = new ServerClock();

  @Test
  void aClockNeverReadIsNotKnown() {
    assertThat(clock.isKnown()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> clock.at(5))
        .withMessageContaining("reading");
  }

  @Test
  void itRunsOnFromTheReading() {
    clock.read(1_000, 10);
    assertThat(clock.at(25)).isEqualTo(1_015);
  }

  @Test
  void theFreshestReadingWinsWhateverTheOrder() {
    clock.read(1_000, 10);
    clock.read(1_050, 30);
    clock.read(1_060, 500);
    assertThat(clock.at(500)).isEqualTo(1_520);
  }

  @Test
  void aGoodReadingIsForgottenInTimeForTheClocksMayDrift() {
    clock.read(1_000, 0);
    for (int i = 1; i <= 20; i++) {
      clock.read(i * 10_000_000_000L, i * 10_000_000_000L + i);
    }
    assertThat(clock.at(200_000_000_020L)).isLessThanOrEqualTo(200_000_000_020L - 7);
    assertThat(clock.at(200_000_000_020L)).isGreaterThanOrEqualTo(200_000_000_020L - 20);
  }

  @Test
  void clocksMayBeNegativeAndMayWrap() {
    clock.read(Long.MAX_VALUE - 5, -100);
    assertThat(clock.at(-90)).isEqualTo(Long.MIN_VALUE + 4);
    clock.read(Long.MIN_VALUE + 40, -90);
    assertThat(clock.at(-90))
        .as("fresher, though the number is smaller")
        .isEqualTo(Long.MIN_VALUE + 40);
  }

  @Test
  void theEstimateIsNeverLateAndAsEarlyAsTheSwiftestReading() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ServerClock estimate = new ServerClock();
      long offset = random.nextLong();
      long swiftest = Long.MAX_VALUE;
      for (int i = 0; i < 20; i++) {
        long said = random.nextLong(1_000_000);
        long underWay = random.nextLong(1_000);
        swiftest = Math.min(swiftest, underWay);
        estimate.read(said + offset, said + underWay);
        long now = random.nextLong(1_000_000);
        assertThat(now + offset - estimate.at(now)).as("seed %d", seed).isEqualTo(swiftest);
      }
    }
  }
}
