package interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fencewire and real snarkOS code on loopback: see {@code docs/INTEROP.md}. */
public final class Interop {
  private static final String NOISE = "noise-";

  private Interop() {}

  /**
   * Arguments: minutes, fencewire.jar, a folder for transcripts, then version=binary for a router
   * and noise-version=binary for the other end of Noise handshakes, as many as one likes.
   */
  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofMillis(Math.round(Double.parseDouble(arguments[0]) * 60_000));
    Path jar = Path.of(arguments[1]);
    Path folder = Path.of(arguments[2]);
    List<Checks> all = new ArrayList<>();
    for (String version : List.of(arguments).subList(3, arguments.length)) {
      String[] parts = version.split("=", 2);
      Path own = Files.createDirectories(folder.resolve(parts[0]));
      String title = parts[0].replaceFirst("^" + NOISE, "the Noise handshake, ");
      System.out.printf("%n== snarkOS: %s, transcripts in %s%n", title, own);
      Checks checks = new Checks("snarkOS: " + title);
      all.add(checks);
      try {
        if (parts[0].startsWith(NOISE)) {
          noise(Path.of(parts[1]), own, checks);
        } else {
          encounter(jar, Path.of(parts[1]), own, checks, time);
        }
      } catch (Exception problem) {
        problem.printStackTrace();
        checks.add(false, "it ran to its end", String.valueOf(problem.getMessage()));
      }
    }
    all.forEach(checks -> System.out.println(checks.table()));
    System.exit(all.stream().allMatch(Checks::allHold) ? 0 : 1);
  }

  private static void noise(Path binary, Path folder, Checks checks) throws Exception {
    try (Noise noise = new Noise(binary, folder)) {
      noise.check(checks);
    }
  }

  private static void encounter(Path jar, Path binary, Path folder, Checks checks, Duration time)
      throws Exception {
    System.out.printf("for %s%n", time);
    try (Encounter encounter = new Encounter(jar, binary, folder, checks)) {
      encounter.run(time);
    }
  }
}
