package io.fencewire.sim.proof;

import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.unifieddiff.UnifiedDiff;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The product with a mistake in it: a patch that begins with {@code #} lines on what it is and where
 * the field saw it. It is applied to the text of the sources alone.
 *
 * @param sources the classes it changes, by path
 */
record Mutant(String name, List<String> about, Map<String, String> sources) {
  /** Where the patches are, from the root. */
  static final Path DIRECTORY = Path.of("src/mutants");

  private static final String SUFFIX = ".patch";
  private static final Path CODE = Path.of("src/main/java");

  /** All mutants there are, by name. */
  static List<Mutant> all(Path root) {
    try (Stream<Path> files = Files.list(root.resolve(DIRECTORY))) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(file -> read(root, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Applies a patch to the sources.
   *
   * @throws IllegalArgumentException if it says nothing about itself, or does not apply
   */
  static Mutant read(Path root, Path patch) {
    String name = patch.getFileName().toString().replace(SUFFIX, "");
    List<String> about = new ArrayList<>();
    Map<String, String> sources = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(patch)) {
        if (!line.startsWith("#")) {
          break;
        }
        about.add(line.substring(1).strip());
      }
      UnifiedDiff diff = UnifiedDiffReader.parseUnifiedDiff(Files.newInputStream(patch));
      for (UnifiedDiffFile file : diff.getFiles()) {
        List<String> lines = Files.readAllLines(root.resolve(file.getFromFile()));
        // Nothing of what surrounds the change may differ; only its place in the file may.
        List<String> changed = file.getPatch().applyFuzzy(lines, 0);
        sources.put(file.getFromFile(), String.join("\n", changed) + "\n");
      }
    } catch (IOException | PatchFailedException e) {
      throw new IllegalArgumentException(name + " does not apply: " + e.getMessage(), e);
    }
    if (about.isEmpty() || sources.isEmpty()) {
      throw new IllegalArgumentException(name
          + " lacks its first lines, '# what it removes and where that was seen', or a change");
    }
    return new Mutant(name, List.copyOf(about), Map.copyOf(sources));
  }

  /** Whether it takes away one of the cures on which the whole design rests. */
  boolean removesCure() {
    return about.get(0).startsWith("Cure");
  }

  /**
   * Compiles the changed classes against this process's class path.
   *
   * @throws IllegalArgumentException if they do not compile
   */
  void compile(Path into) {
    List<Source> units = sources.entrySet().stream().map(Source::new).toList();
    List<String> options = List.of("--release", "17", "-proc:none", "-nowarn", "-g");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter out = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(into));
      if (!compiler.getTask(out, files, null, options, null, units).call()) {
        throw new IllegalArgumentException(name + " does not compile: " + out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A changed class as the compiler takes it. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(Map.Entry<String, String> source) {
      super(
          URI.create("mutant:///" + CODE.relativize(Path.of(source.getKey()))),
          JavaFileObject.Kind.SOURCE);
      this.text = source.getValue();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
