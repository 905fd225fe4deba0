package io.fencewire.turns;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What an event loop's turns and the steps in them cost, in processor time of its thread: what else
 * the machine does, and the collector, does not count.
 */
final class Meter {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SHOWN = 3;
  private static final long LIMIT_NANOS = 1_000_000;

  private final List<Long> turns = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Long> signatures = new ArrayList<>();
  private final List<Long> signaturesOfTurns = new ArrayList<>();
  private long signaturesOfTurn;
  private long turnBegan = -1;

  /** What was done for one socket, or one task. */
  private record Step(String what, long nanos) {}

  /** The loop is about to ask what is ready: the turn before ends, the next one begins. */
  synchronized void turn() {
    long now = THREADS.getCurrentThreadCpuTime();
    if (turnBegan >= 0) {
      turns.add(now - turnBegan);
    }
    if (signaturesOfTurn > 0) {
      signaturesOfTurns.add(signaturesOfTurn);
    }
    signaturesOfTurn = 0;
    turnBegan = THREADS.getCurrentThreadCpuTime();
  }

  /** Does a step and notes what it cost. */
  void step(String what, Runnable work) {
    long began = THREADS.getCurrentThreadCpuTime();
    try {
      work.run();
    } finally {
      add(new Step(what, THREADS.getCurrentThreadCpuTime() - began));
    }
  }

  /** Does what a signature takes, as a part of a step. */
  synchronized <T> T signature(Supplier<T> work) {
    long began = THREADS.getCurrentThreadCpuTime();
    T result = work.get();
    long nanos = THREADS.getCurrentThreadCpuTime() - began;
    signatures.add(nanos);
    signaturesOfTurn += nanos;
    return result;
  }

  /** All since the last report, in a few lines. */
  synchronized String report() {
    steps.sort(Comparator.comparingLong(Step::nanos).reversed());
    StringBuilder report = new StringBuilder();
    report.append(line("turns", turns));
    report.append(line("steps", steps.stream().map(Step::nanos).toList()));
    report.append(line("signatures made or verified", signatures));
    report.append(line("signatures, all of a turn", signaturesOfTurns));
    steps.stream()
        .limit(SHOWN)
        .forEach(step -> report.append("    %s %s%n".formatted(millis(step.nanos), step.what)));
    List.of(turns, steps, signatures, signaturesOfTurns).forEach(List::clear);
    return report.toString();
  }

  private synchronized void add(Step step) {
    steps.add(step);
  }

  private static String line(String what, List<Long> measured) {
    long[] nanos = measured.stream().mapToLong(Long::longValue).sorted().toArray();
    long over = Arrays.stream(nanos).filter(one -> one > LIMIT_NANOS).count();
    return "  %s: %d, median %s, 99 %% %s, longest %s, over 1 ms: %d%n"
        .formatted(
            what, nanos.length, share(nanos, 0.5), share(nanos, 0.99), share(nanos, 1), over);
  }

  private static String share(long[] sorted, double share) {
    return sorted.length == 0 ? "-" : millis(sorted[(int) ((sorted.length - 1) * share)]);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }
}
