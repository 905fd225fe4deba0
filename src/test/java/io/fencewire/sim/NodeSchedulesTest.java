package io.fencewire.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes under faults: no rule is ever broken. */
class NodeSchedulesTest {
  private static final int SCHEDULES = 40;

  /** One in so many runs twice, to find what a seed does not decide. */
  private static final int TWICE_ONE_IN = 10;

  @TempDir
  private Path scratch;

  private final Silence silence = new Silence();

  @AfterEach
  void speak() {
    silence.close();
  }

  @Test
  void noRuleIsBrokenAndOneSeedIsOneCourse() {
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      long digest = run(seed);
      if (seed % TWICE_ONE_IN == 0) {
        assertThat(run(seed)).as("the second course of seed " + seed).isEqualTo(digest);
      }
    }
  }

  private long run(long seed) {
    Trace trace = Trace.silent();
    Violation violation = new NodeSchedule(scratch).run(new SeededChoices(seed), trace);
    assertThat(violation).as("node schedule, seed " + seed).isNull();
    return trace.digest();
  }
}
