package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseReason;
import org.junit.jupiter.api.Test;

/** Refusals are logged, and can't fill the disk. */
class LogLimitTest {
  private final LogLimit limit = new LogLimit();

  @Test
  void oneLineForEachReasonInTenSecondsWhichSaysHowManyWereLeftOut() {
    assertThat(limit.take(CloseReason.TLS_FAILED, -5)).isZero();
    assertThat(limit.take(CloseReason.TLS_FAILED, 0)).isEqualTo(-1);
    assertThat(limit.take(CloseReason.PLAIN_ON_TLS, 0)).isZero();
    assertThat(limit.take(CloseReason.TLS_FAILED, LogLimit.INTERVAL_NANOS - 6)).isEqualTo(-1);

    assertThat(limit.take(CloseReason.TLS_FAILED, LogLimit.INTERVAL_NANOS)).isEqualTo(2);
    assertThat(limit.take(CloseReason.TLS_FAILED, 2 * LogLimit.INTERVAL_NANOS)).isZero();
  }
}
