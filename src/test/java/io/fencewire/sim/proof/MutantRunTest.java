package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check can fail: mutants are found in processes of their own, and what is none survives. */
class MutantRunTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final String TIE_BREAK = "src/main/java/io/fencewire/server/TieBreak.java";

  @TempDir
  private Path scratch;

  @Test
  void aMutantIsFoundAndTheProductItselfIsNot() throws Exception {
    Path patch = ROOT.resolve(Mutant.DIRECTORY).resolve("fence-in-sender.patch");
    String unchanged = Files.readString(ROOT.resolve(TIE_BREAK));
    List<Mutant> mutants = List.of(
        Mutant.read(ROOT, patch),
        new Mutant("no-change", List.of("None."), Map.of(TIE_BREAK, unchanged)));
    List<MutantRun.Row> rows = new MutantRun(
            scratch, List.of(new Leg("connection", 200)), Duration.ofMinutes(2))
        .run(mutants, 2);
    assertThat(rows.get(0).found()).hasValueSatisfying(found -> {
      assertThat(found.schedule()).isEqualTo("connection");
      assertThat(Path.of(scratch.toString(), "fence-in-sender.txt"))
          .content()
          .contains(found.rule());
    });
    assertThat(rows.get(1).found()).isEmpty();
    assertThat(scratch.resolve("no-change.log")).hasContent("survived [connection:200]");
  }
}
