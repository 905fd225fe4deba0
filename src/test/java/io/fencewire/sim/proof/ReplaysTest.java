package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.sim.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What once broke a rule, in the product or in a mutant, breaks none in today's product. */
class ReplaysTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/sim/replay");

  static List<Path> replays() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("replays")
  void itBreaksNoRule(Path file) throws IOException {
    Replay replay = Replay.parse(Files.readString(file));
    Trace trace = Trace.told();
    Trial trial = replay.run(Schedules.named(replay.schedule()).get(), trace);
    assertThat(trial.violation())
        .as("%s, once %s%n%s", file, String.join(" ", replay.about()), trace.text())
        .isNull();
  }
}
