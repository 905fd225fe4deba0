package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VigilTest {
  private static final long MILLI = 1_000_000L;

  private long now = Long.MAX_VALUE - MILLI; // the clock may wrap around
  private final Vigil vigil = new Vigil(new LocalHealth(now));

  @ParameterizedTest
  @EnumSource(
      value = Wake.class,
      names = {"PROBE", "SILENCE", "STALL"})
  void aPeerIsToBlameAtTheSecondLookAndNotAtTheFirst(Wake wake) {
    assertThat(vigil.blames(wake, now)).isFalse();
    assertThat(vigil.blames(wake, now + 10 * MILLI)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wake.class,
      names = {"PROBE", "SILENCE"})
  void nobodyIsBlamedForWhatWeDidNotRead(Wake wake) {
    vigil.blames(wake, now);
    vigil.pauseReading(now + 5 * MILLI);
    assertThat(vigil.blames(wake, now + 10 * MILLI)).isFalse();
    assertThat(vigil.blames(wake, now + 20 * MILLI)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wake.class,
      names = {"PROBE", "SILENCE"})
  void afterAPauseOfReadingThePeerHasATurnAgain(Wake wake) {
    vigil.blames(wake, now);
    vigil.pauseReading(now + 3 * MILLI);
    vigil.resumeReading(now + 6 * MILLI);
    assertThat(vigil.blames(wake, now + 10 * MILLI)).isFalse();
    assertThat(vigil.blames(wake, now + 20 * MILLI)).isTrue();
  }

  @Test
  void whoDoesNotTakeWhatWeWriteIsBlamedWhetherWeReadOrNot() {
    vigil.blames(Wake.STALL, now);
    vigil.pauseReading(now + 5 * MILLI);
    assertThat(vigil.blames(Wake.STALL, now + 10 * MILLI)).isTrue();
  }

  @Test
  void aLookLongAgoDoesNotCount() {
    vigil.blames(Wake.PROBE, now);
    assertThat(vigil.blames(Wake.PROBE, now + 251 * MILLI)).isFalse();
  }
}
