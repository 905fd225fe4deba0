package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuntTest {
  @TempDir
  private Path scratch;

  @Test
  void whatIsFoundIsOneLineAndAReportWithTheShrunkTrace() throws IOException {
    Path report = scratch.resolve("report.txt");
    Hunt hunt = new Hunt(name -> () -> new ToySchedule(name.equals("kept")), report);
    String line = hunt.run(List.of(new Leg("kept", 10), new Leg("broken", 1_000)));
    assertThat(Hunted.parse(line)).hasValueSatisfying(found -> {
      assertThat(found.rule()).isEqualTo("S2");
      assertThat(found.picks()).isEqualTo(4);
      assertThat(found.what()).contains("meant for 1, written on 2");
      assertThat(found.line()).isEqualTo(line);
    });
    assertThat(Files.readString(report))
        .contains("-Dsim.schedule=toy -Dsim.seed=")
        .contains("schedule toy\nrule S2\n1 2 3 4\n")
        .contains("pick 4 in generation 2\n");
  }

  @Test
  void aSurvivorIsNamedWithWhatItSurvived() throws IOException {
    Hunt hunt = new Hunt(name -> () -> new ToySchedule(true), scratch.resolve("none"));
    String line = hunt.run(List.of(Leg.parse("toy:10"), Leg.parse("other:20")));
    assertThat(line).isEqualTo("survived [toy:10, other:20]");
    assertThat(Hunted.parse(line)).isEqualTo(Optional.empty());
    assertThat(scratch.resolve("none")).doesNotExist();
  }

  @Test
  void aTableIsAlignedMarkdown() {
    Table table = new Table("mutant", "seeds");
    table.add("no-fence", 12_345L);
    table.add("a|b", 1);
    assertThat(table).hasToString("""
            | mutant   | seeds  |
            |----------|--------|
            | no-fence | 12,345 |
            | a/b      | 1      |
            """);
  }
}
