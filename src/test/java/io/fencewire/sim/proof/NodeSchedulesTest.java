package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.sim.Schedule;
import io.fencewire.sim.SeededChoices;
import io.fencewire.sim.Silence;
import io.fencewire.sim.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole nodes under faults: no rule is ever broken. */
class NodeSchedulesTest {
  private static final int SCHEDULES = 1_000;
  private static final int TWICE = 20;
  private static final int THREADS = 2;

  private final Silence silence = new Silence();

  @AfterEach
  void speak() {
    silence.close();
  }

  @Test
  void noScheduleOfAThousandBreaksARule() {
    Finding finding =
        new Campaign(Schedules.named("node"), THREADS).run(0, SCHEDULES).finding();
    assertThat(finding == null ? "" : finding.line()).isEmpty();
  }

  @Test
  void oneSeedIsOneCourse() {
    Schedule schedule = Schedules.named("node").get();
    for (long seed = 0; seed < TWICE; seed++) {
      Trace first = Trace.silent();
      Trace second = Trace.silent();
      schedule.run(new SeededChoices(seed), first);
      schedule.run(new SeededChoices(seed), second);
      assertThat(second.digest()).as("seed " + seed).isEqualTo(first.digest());
    }
  }
}
