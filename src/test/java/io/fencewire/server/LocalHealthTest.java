package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The clock that stops while this process does. */
class LocalHealthTest {
  private static final long SECOND = LocalHealth.TICK_NANOS;

  private final LocalHealth health = new LocalHealth(0);

  @Test
  void itRunsWithTheMonotonicClockWhileTicksComeInTime() {
    for (long second = 1; second <= 100; second++) {
      health.tick(second * SECOND);
      assertThat(health.awake(second * SECOND)).isEqualTo(second * SECOND);
    }
    assertThat(health.stoodStillNanos()).isZero();
  }

  @Test
  void itStopsDuringAPauseBeforeTheFirstTickAfterItAsWellAsAfterThat() {
    health.tick(SECOND);
    long beforeTick = health.awake(61 * SECOND);
    health.tick(61 * SECOND);

    assertThat(health.awake(61 * SECOND)).isEqualTo(beforeTick).isEqualTo(3 * SECOND);
    assertThat(health.stoodStillNanos()).isEqualTo(58 * SECOND);
  }

  @Test
  void itNeverRunsBackwards() {
    long last = 0;
    for (long now = 0; now < 60 * SECOND; now += SECOND / 3) {
      if (now % 7 == 0) {
        health.tick(now);
      }
      assertThat(health.awake(now)).isGreaterThanOrEqualTo(last);
      last = health.awake(now);
    }
  }
}
