package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.ServerId;
import io.fencewire.server.Refusals.Refused;
import io.fencewire.server.Refusals.What;
import org.junit.jupiter.api.Test;

/** What is remembered of refused commands, and that it has a bound. */
class RefusalsTest {
  private final Refusals refusals = new Refusals();

  @Test
  void equalOnesAreOneEntryWithTheTimeOfTheLast() {
    refusals.note(ping(1, Outcome.STALE), 10);
    refusals.note(ping(1, Outcome.CLOSING), 20);
    refusals.note(ping(1, Outcome.STALE), 30);

    assertThat(refusals.list(35))
        .containsExactly(
            new Refused(ping(1, Outcome.CLOSING), 1, 15),
            new Refused(ping(1, Outcome.STALE), 2, 5));
  }

  @Test
  void theOneThatWasNotRepeatedForTheLongestTimeMakesRoom() {
    for (int sequence = 0; sequence < Refusals.SIZE_MAX; sequence++) {
      refusals.note(ping(sequence, Outcome.STALE), sequence);
    }
    refusals.note(ping(0, Outcome.STALE), 1_000);
    assertThat(refusals.forgottenCount()).isZero();

    refusals.note(ping(-1, Outcome.STALE), 1_001);

    assertThat(refusals.size()).isEqualTo(Refusals.SIZE_MAX);
    assertThat(refusals.forgottenCount()).isEqualTo(1);
    assertThat(refusals.list(2_000))
        .extracting(Refused::what)
        .contains(ping(0, Outcome.STALE), ping(2, Outcome.STALE), ping(-1, Outcome.STALE))
        .doesNotContain(ping(1, Outcome.STALE));
  }

  private static What ping(long sequence, Outcome outcome) {
    return new What(new ConnectionToken(new ServerId(1, 2), sequence), "ping", outcome);
  }
}
