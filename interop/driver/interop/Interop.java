package interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fencewire and real snarkOS code on loopback: see {@code interop/README.md}. */
public final class Interop {
  private Interop() {}

  /** Arguments: minutes, fencewire.jar, a folder for transcripts, and version=binary for each. */
  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofMillis(Math.round(Double.parseDouble(arguments[0]) * 60_000));
    Path jar = Path.of(arguments[1]);
    Path folder = Path.of(arguments[2]);
    List<Checks> all = new ArrayList<>();
    for (String version : List.of(arguments).subList(3, arguments.length)) {
      String[] parts = version.split("=", 2);
      Path own = Files.createDirectories(folder.resolve(parts[0]));
      System.out.printf("%n== snarkOS %s, %s, transcripts in %s%n", parts[0], time, own);
      Checks checks = new Checks("snarkOS " + parts[0]);
      all.add(checks);
      try (Encounter encounter = new Encounter(jar, Path.of(parts[1]), own, checks)) {
        encounter.run(time);
      } catch (Exception problem) {
        problem.printStackTrace();
        checks.add(false, "it ran to its end", String.valueOf(problem.getMessage()));
      }
    }
    all.forEach(checks -> System.out.println(checks.table()));
    System.exit(all.stream().allMatch(Checks::allHold) ? 0 : 1);
  }
}
