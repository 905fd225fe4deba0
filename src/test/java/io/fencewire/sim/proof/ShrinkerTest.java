package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.sim.ReplayedChoices;
import io.fencewire.sim.SeededChoices;
import io.fencewire.sim.Trace;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  @Test
  void aFailureIsShrunkToTheFourStepsItTakes() {
    int shrunk = 0;
    for (long seed = 0; seed < 300; seed++) {
      SeededChoices choices = new SeededChoices(seed);
      if (Trial.of(new ToySchedule(false), choices, Trace.silent()).violation() != null) {
        int[] picks = new Shrinker(new ToySchedule(false), "S2", 10_000).shrink(choices.picks());
        assertThat(picks).as("seed " + seed).containsExactly(1, 2, 3, 4);
        shrunk++;
      }
    }
    assertThat(shrunk).isGreaterThan(100);
  }

  @Test
  void onlyTheSameRuleCounts() {
    int[] picks = {0, 5, 1, 2, 3, 0, 4, 6};
    assertThatThrownBy(() -> new Shrinker(new ToySchedule(false), "S3", 100).shrink(picks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these 8 choices don't break S3");
  }

  @Test
  void itRunsNoMoreOftenThanItIsTold() {
    AtomicInteger runs = new AtomicInteger();
    ToySchedule counted = new ToySchedule(false, step -> runs.addAndGet(step == 0 ? 1 : 0));
    int[] picks = {0, 5, 1, 7, 7, 2, 0, 0, 3, 0, 0, 6, 4, 6};
    int[] shrunk = new Shrinker(counted, "S2", 7).shrink(picks);
    assertThat(runs.get()).isEqualTo(7);
    assertThat(shrunk.length).isBetween(5, 13);
    assertThat(Trial.of(new ToySchedule(false), new ReplayedChoices(shrunk), Trace.silent())
            .violation())
        .isNotNull();
  }
}
