package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.sim.Trace;
import io.fencewire.sim.Violation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
  @Test
  void aFileSaysWhatWasWritten() {
    int[] picks = IntStream.range(0, 300).toArray();
    Replay replay = Replay.of(List.of("A late send", "hits the next"), "toy", "S2", picks);
    assertThat(Replay.parse(replay.text())).isEqualTo(replay);
    assertThat(replay.text().lines()).allMatch(line -> line.length() <= 96);
  }

  @Test
  void theChoicesRunAgain() {
    Replay replay = Replay.parse("# four steps\nschedule toy\nrule S2\n1 2 3 4\n");
    Violation violation = replay.run(new ToySchedule(false), Trace.silent()).violation();
    assertThat(violation).isNotNull();
    assertThat(violation.rule()).isEqualTo(replay.rule());
    assertThat(replay.run(new ToySchedule(true), Trace.silent()).violation()).isNull();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          rule S2               | a replay has a line 'schedule NAME' and a line 'rule NAME'
          schedule toy          | a replay has a line 'schedule NAME' and a line 'rule NAME'
          schedule toy, 1 two 3 | 'two' is no pick; a whole number would be
          """)
  void anythingElseIsRefused(String lines, String problem) {
    assertThatThrownBy(() -> Replay.parse(lines.replace(", ", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }
}
