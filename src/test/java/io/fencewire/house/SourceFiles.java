package io.fencewire.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository as they lie in the work tree, without what the build makes. */
final class SourceFiles {
  /** Where the build runs: the directory of the pom. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  private SourceFiles() {}

  /** All files below a directory whose names end like this, in a stable order. */
  static List<Path> endingWith(Path directory, String end) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> isOurs(directory.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".") || part.toString().equals("target")) {
        return false;
      }
    }
    return true;
  }
}
