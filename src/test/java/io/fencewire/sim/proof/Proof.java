package io.fencewire.sim.proof;

import io.fencewire.sim.Exploration;
import io.fencewire.sim.Silence;
import io.fencewire.sim.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * The long run behind {@code mvn -Pproof verify}: every mutant must be found, the product must break
 * no rule. Prints its tables, keeps them in {@code target/proof/report.md}, and ends with exit code
 * 1 if anything is not as it should be.
 */
final class Proof {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  private final ProofOptions options;
  private final Path directory;
  private final StringBuilder report = new StringBuilder();
  private final List<String> problems = new ArrayList<>();

  Proof(ProofOptions options, Path directory) {
    this.options = options;
    this.directory = directory;
  }

  /** Runs all of it. */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    Silence.forGood();
    Proof proof = new Proof(ProofOptions.ofSystem(), Files.createDirectories(Path.of(args[0])));
    System.exit(proof.run() ? 0 : 1);
  }

  /** Whether everything was as it should be. */
  boolean run() throws IOException, InterruptedException, ExecutionException {
    say("revision %s, JDK %s, %d threads"
        .formatted(Revision.current(), System.getProperty("java.version"), options.threads()));
    huntMutants();
    runProduct();
    if (options.states() > 0) {
      exploreProduct();
    }
    problems.forEach(problem -> say("FAILED: " + problem));
    say(problems.isEmpty() ? "proof: all found, no rule broken" : "proof: FAILED");
    Files.writeString(directory.resolve("report.md"), report);
    return problems.isEmpty();
  }

  private void huntMutants() throws IOException, InterruptedException, ExecutionException {
    List<Mutant> mutants =
        Mutant.all(ROOT).stream().filter(mutant -> options.hunts(mutant.name())).toList();
    if (mutants.isEmpty()) {
      say("no mutant is hunted");
      return;
    }
    hunt("mutants", mutants, options.mutant(), options.threads());
    if (options.states() > 0) {
      List<Mutant> cures = mutants.stream().filter(Mutant::removesCure).toList();
      hunt("explored", cures, List.of(Leg.exploration(options.states())), 1);
    }
  }

  private void hunt(String what, List<Mutant> mutants, List<Leg> legs, int atATime)
      throws IOException, InterruptedException, ExecutionException {
    Path place = Files.createDirectories(directory.resolve(what));
    MutantRun hunt = new MutantRun(place, legs, options.patience());
    Table table = new Table("mutant", "found by", "rule", "seeds or states", "choices", "s");
    for (MutantRun.Row row : hunt.run(mutants, atATime)) {
      String name = row.mutant().name();
      long seconds = row.time().toSeconds();
      row.found()
          .ifPresentOrElse(
              found -> table.add(
                  name, found.schedule(), found.rule(), found.seeds(), found.picks(), seconds),
              () -> {
                table.add(name, "SURVIVED", "", "", "", seconds);
                problems.add(name + " survived " + legs + " within "
                    + options.patience().toMinutes() + " min");
              });
    }
    say(table.toString());
  }

  private void exploreProduct() {
    long start = System.nanoTime();
    Exploration.Result result = Exploration.explore(Leg.DEPTH_MAX, options.states());
    Violation violation = result.violation();
    Table table = new Table("exploration: states", "all orders of", "violations", "time");
    table.add(
        result.states(),
        result.depth() + " steps",
        violation == null ? 0 : 1,
        text(Duration.ofNanos(System.nanoTime() - start)));
    if (violation != null) {
      problems.add("exploration: " + violation + "\n" + Exploration.tell(result.picks()));
    }
    say(table.toString());
  }

  private void runProduct() throws IOException {
    Table table = new Table("schedule", "seeds", "violations", "time", "seeds/s");
    for (Leg leg : options.product()) {
      Campaign.Result result = run(leg);
      Finding finding = result.finding();
      Duration time = result.time();
      table.add(
          leg.schedule(),
          result.seeds(),
          finding == null ? 0 : 1,
          text(time),
          result.seeds() * 1_000 / Math.max(1, time.toMillis()));
      if (finding != null) {
        problems.add(finding.line() + "; the shortest way there: " + shortest(finding));
      }
    }
    say(table.toString());
  }

  private Path shortest(Finding finding) throws IOException {
    Path file = directory.resolve(finding.schedule() + "-" + finding.seed() + ".txt");
    new Hunt(Schedules::named, file).found(Schedules.named(finding.schedule()).get(), finding);
    return file;
  }

  private Campaign.Result run(Leg leg) {
    long start = System.nanoTime();
    long from = options.from();
    Campaign campaign = new Campaign(
        Schedules.named(leg.schedule()),
        options.threads(),
        passed -> System.out.printf(
            "%s: %,d seeds from %,d on, no rule broken, %s%n",
            leg.schedule(), passed, from, text(Duration.ofNanos(System.nanoTime() - start))));
    return campaign.run(from, Math.max(from, leg.seeds()));
  }

  private static String text(Duration time) {
    return "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart());
  }

  private void say(String text) {
    System.out.println(text);
    report.append(text).append("\n\n");
  }
}
