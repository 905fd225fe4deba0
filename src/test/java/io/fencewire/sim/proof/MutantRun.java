package io.fencewire.sim.proof;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Hunts mutants, each in a process of its own whose class path begins with the mutant's classes: so
 * that the product needs no switch for them, and one that hangs or eats all memory harms nobody.
 */
final class MutantRun {
  private final Path directory;
  private final List<Leg> legs;
  private final Duration patience;

  /** Leaves classes, logs and reports in a directory; gives up a mutant after its patience. */
  MutantRun(Path directory, List<Leg> legs, Duration patience) {
    this.directory = directory;
    this.legs = legs;
    this.patience = patience;
  }

  /**
   * What became of one mutant.
   *
   * @param found empty if it survived
   */
  record Row(Mutant mutant, Optional<Hunted> found, Duration time) {}

  /** Hunts them all, some at a time; the rows are in their order. */
  List<Row> run(List<Mutant> mutants, int atATime)
      throws IOException, InterruptedException, ExecutionException {
    for (Mutant mutant : mutants) {
      mutant.compile(Files.createDirectories(classes(mutant)));
    }
    ExecutorService hunters = Executors.newFixedThreadPool(atATime);
    try {
      List<Future<Row>> hunts = new ArrayList<>();
      for (Mutant mutant : mutants) {
        Callable<Row> hunt = () -> hunt(mutant);
        hunts.add(hunters.submit(hunt));
      }
      List<Row> rows = new ArrayList<>();
      for (Future<Row> hunt : hunts) {
        rows.add(hunt.get());
      }
      return rows;
    } finally {
      hunters.shutdownNow();
    }
  }

  private Row hunt(Mutant mutant) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path log = directory.resolve(mutant.name() + ".log");
    Process hunt = new ProcessBuilder(command(mutant))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      hunt.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      hunt.destroyForcibly().waitFor();
    }
    Optional<Hunted> found = Files.readAllLines(log).stream()
        .map(Hunted::parse)
        .flatMap(Optional::stream)
        .findFirst();
    return new Row(mutant, found, Duration.ofNanos(System.nanoTime() - start));
  }

  private List<String> command(Mutant mutant) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-ea",
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-cp",
        classes(mutant) + File.pathSeparator + System.getProperty("java.class.path"),
        Hunt.class.getName(),
        directory.resolve(mutant.name() + ".txt").toString()));
    legs.forEach(leg -> command.add(leg.toString()));
    return command;
  }

  private Path classes(Mutant mutant) {
    return directory.resolve("classes").resolve(mutant.name());
  }
}
