package io.fencewire;

import java.io.File;
import java.util.Arrays;
import java.util.List;

/** A program of this machine that some profile needs. */
public final class Program {
  private Program() {}

  /** The first of these that is on the path; where there is none, the error says what to install. */
  public static File onPath(List<String> names, String packages) {
    return names.stream()
        .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> new File(directory, name)))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of " + names + " is on the path, and this"
            + " profile needs one: on Debian, apt-get install " + packages));
  }
}
