package io.fencewire.sim.proof;

import io.fencewire.sim.Exploration;
import io.fencewire.sim.Schedule;
import io.fencewire.sim.SeededChoices;
import io.fencewire.sim.Silence;
import io.fencewire.sim.Trace;
import io.fencewire.sim.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks for a violation in whatever classes this process was started with, which for a mutant are
 * the mutant's: {@code Hunt REPORT SCHEDULE:SEEDS...}. Prints a line if it has found one, and writes
 * the shrunk failure with its trace into the report.
 */
final class Hunt {
  private static final int TRIES_MIN = 100;
  private static final int TRIES_MAX = 5_000;

  /** About so long a failure is shrunk. */
  private static final long SHRINK_NANOS = 20_000_000_000L;

  private static final Set<String> UNSHRINKABLE = Set.of(Campaign.DETERMINISM, Campaign.HANG);

  private final Function<String, Supplier<Schedule>> schedules;
  private final Path report;

  Hunt(Function<String, Supplier<Schedule>> schedules, Path report) {
    this.schedules = schedules;
    this.report = report;
  }

  /** Hunts; a world that hangs ends with this process. */
  public static void main(String[] args) throws IOException {
    Silence.forGood();
    List<Leg> legs = Arrays.stream(args).skip(1).map(Leg::parse).toList();
    System.out.println(new Hunt(Schedules::named, Path.of(args[0])).run(legs));
    System.exit(0);
  }

  /** The line that says what was found, or that nothing was. */
  String run(List<Leg> legs) throws IOException {
    for (Leg leg : legs) {
      Optional<Hunted> found = leg.isExploration() ? explore(leg) : drive(leg);
      if (found.isPresent()) {
        return found.get().line();
      }
    }
    return "survived " + legs;
  }

  private Optional<Hunted> explore(Leg leg) throws IOException {
    Exploration.Result result = Exploration.explore(Leg.DEPTH_MAX, leg.seeds());
    Violation violation = result.violation();
    if (violation == null) {
      return Optional.empty();
    }
    String story = Exploration.tell(result.picks());
    Files.writeString(
        report,
        "exploration on %s: %s%n%nway %s%n%n%s"
            .formatted(Revision.current(), violation, result.picks(), story));
    return Optional.of(new Hunted(
        leg.schedule(),
        violation.rule(),
        result.states(),
        result.picks().size(),
        violation.toString()));
  }

  private Optional<Hunted> drive(Leg leg) throws IOException {
    Supplier<Schedule> schedule = schedules.apply(leg.schedule());
    Finding finding = new Campaign(schedule, 1).run(0, leg.seeds()).finding();
    return finding == null ? Optional.empty() : Optional.of(found(schedule.get(), finding));
  }

  /** Shrinks a failure as far as it goes, and writes that with its trace into the report. */
  Hunted found(Schedule schedule, Finding finding) throws IOException {
    String rule = finding.violation().rule();
    Replay replay = Replay.of(List.of(), finding.schedule(), rule, shrunk(schedule, finding));
    Trace trace = Trace.told();
    Trial trial = replay.run(schedule, trace);
    Files.writeString(
        report,
        "%s%n%n%s%n%s%n%s%n"
            .formatted(finding.line(), replay.text(), trace.text(), trial.violation()));
    return new Hunted(
        finding.schedule(),
        rule,
        finding.seed() + 1,
        replay.picks().size(),
        String.valueOf(trial.violation() == null ? finding.violation() : trial.violation()));
  }

  private static int[] shrunk(Schedule schedule, Finding finding) {
    String rule = finding.violation().rule();
    if (UNSHRINKABLE.contains(rule)) {
      return new int[0];
    }
    long start = System.nanoTime();
    SeededChoices choices = new SeededChoices(finding.seed());
    Trial.of(schedule, choices, Trace.silent());
    long tries = SHRINK_NANOS / Math.max(1, System.nanoTime() - start);
    return new Shrinker(schedule, rule, (int) Math.min(TRIES_MAX, Math.max(TRIES_MIN, tries)))
        .shrink(choices.picks());
  }
}
