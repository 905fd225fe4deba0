package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.sim.SeededChoices;
import io.fencewire.sim.Silence;
import io.fencewire.sim.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Runs one schedule and prints what happens in it: {@code -Dsim.seed=17}, and {@code
 * -Dsim.schedule=node} for another schedule than that of connections.
 */
@EnabledIfSystemProperty(
    named = "sim.seed",
    matches = "-?\\d+",
    disabledReason = "it is told a schedule by -Dsim.seed=N, and -Dsim.schedule=NAME")
class ReplaySeedTest {
  private final Silence silence = new Silence();

  @AfterEach
  void letTheLogSpeak() {
    silence.close();
  }

  @Test
  void theScheduleOfThisSeedBreaksNoRule() {
    long seed = Long.getLong("sim.seed");
    String name = System.getProperty("sim.schedule", "connection");
    Trace trace = Trace.told();
    Trial trial = Trial.of(Schedules.named(name).get(), new SeededChoices(seed), trace);
    System.out.printf("%s schedule %d on %s%n%s", name, seed, Revision.current(), trace.text());
    System.out.println(trial.violation() == null ? "no rule was broken" : trial.violation());
    assertThat(trial.violation()).isNull();
  }
}
