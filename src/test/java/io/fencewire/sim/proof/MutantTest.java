package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mutant still fits the sources, and what does not fit is said. */
class MutantTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  @TempDir
  private Path scratch;

  @Test
  void everyMutantAppliesAndCompiles() throws IOException {
    List<Mutant> mutants = Mutant.all(ROOT);
    for (Mutant mutant : mutants) {
      mutant.compile(Files.createDirectory(scratch.resolve(mutant.name())));
    }
    assertThat(mutants).hasSizeGreaterThanOrEqualTo(28);
    assertThat(mutants).filteredOn(Mutant::removesCure).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void aPatchAppliesWhereItsSurroundingsHaveMoved() throws IOException {
    source("class A {}", "", "// above", "class B {", "  int one() {", "    return 1;", "  }", "}");
    Mutant mutant = Mutant.read(scratch, patch("# What it is.", "1", "2"));
    assertThat(mutant.about()).containsExactly("What it is.");
    assertThat(mutant.sources().get("src/main/java/B.java")).contains("    return 2;\n  }\n}\n");
  }

  @Test
  void aPatchWhoseSurroundingsHaveChangedDoesNotApply() throws IOException {
    source("class B {", "  int one() {", "    return 3;", "  }", "}");
    Path patch = patch("# What it is.", "1", "2");
    assertThatThrownBy(() -> Mutant.read(scratch, patch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one-is-two does not apply");
  }

  @Test
  void aPatchThatSaysNothingAboutItselfIsRefused() throws IOException {
    source("class B {", "  int one() {", "    return 1;", "  }", "}");
    Path patch = patch("", "1", "2");
    assertThatThrownBy(() -> Mutant.read(scratch, patch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one-is-two lacks its first lines");
  }

  @Test
  void aChangeThatDoesNotCompileIsRefused() throws IOException {
    source("class B {", "  int one() {", "    return 1;", "  }", "}");
    Mutant mutant = Mutant.read(scratch, patch("# What it is.", "1", "\"two\""));
    assertThatThrownBy(() -> mutant.compile(scratch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one-is-two does not compile")
        .hasMessageContaining("B.java:3");
  }

  private void source(String... lines) throws IOException {
    Path code = Files.createDirectories(scratch.resolve("src/main/java"));
    Files.write(code.resolve("B.java"), List.of(lines));
  }

  private Path patch(String about, String before, String after) throws IOException {
    List<String> lines = List.of(
        about,
        "--- a/src/main/java/B.java",
        "+++ b/src/main/java/B.java",
        "@@ -1,5 +1,5 @@",
        " class B {",
        "   int one() {",
        "-    return " + before + ";",
        "+    return " + after + ";",
        "   }",
        " }");
    return Files.write(scratch.resolve("one-is-two.patch"), lines);
  }
}
