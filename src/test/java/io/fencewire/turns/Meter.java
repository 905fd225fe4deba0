package io.fencewire.turns;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop's turns and the steps in them cost, in processor time of its thread: what else
 * the machine does, and the collector, does not count. What other threads do is done and not metered.
 */
final class Meter {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SHOWN = 3;
  private static final long LIMIT_NANOS = 1_000_000;

  private final List<Turn> turns = new ArrayList<>();
  private final List<Long> steps = new ArrayList<>();
  private final Map<Work, List<Long>> works = new EnumMap<>(Work.class);
  private @Nullable Thread loop;
  private Turn turn = new Turn();

  /** What a handshake's verification consists of. */
  enum Work {
    SIGNATURE("signatures made or verified"),
    TLS("calls of a TLS engine");

    private final String words;

    Work(String words) {
      this.words = words;
    }
  }

  /** The loop is about to ask what is ready: the turn before ends, the next one begins. */
  synchronized void turn() {
    if (loop != null) {
      turn.end(THREADS.getCurrentThreadCpuTime());
      turns.add(turn);
    }
    loop = Thread.currentThread();
    turn = new Turn();
    turn.begin(THREADS.getCurrentThreadCpuTime());
  }

  /** Does a step and notes what it cost. */
  void step(String what, Runnable work) {
    long began = THREADS.getCurrentThreadCpuTime();
    try {
      work.run();
    } finally {
      addStep(what, THREADS.getCurrentThreadCpuTime() - began);
    }
  }

  /** Does what a handshake's verification takes, as a part of a step. */
  <T> T verify(Work kind, Callable<T> work) throws Exception {
    long began = THREADS.getCurrentThreadCpuTime();
    try {
      return work.call();
    } finally {
      addVerification(kind, THREADS.getCurrentThreadCpuTime() - began);
    }
  }

  /** All since the last report, in a few lines. */
  synchronized String report() {
    StringBuilder report = new StringBuilder();
    report.append(line("turns", turns.stream().map(Turn::nanos).toList()));
    report.append(line("verification, all of a turn", verification()));
    report.append(line("steps", steps));
    works.forEach((work, nanos) -> report.append(line(work.words + ", on the loop", nanos)));
    report.append(longest("the longest", Turn::nanos));
    report.append(longest("those with most verification", Turn::verification));
    turns.clear();
    steps.clear();
    works.clear();
    return report.toString();
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }

  private String longest(String what, ToLongFunction<Turn> measure) {
    return turns.stream()
        .filter(turn -> measure.applyAsLong(turn) > 0)
        .sorted(Comparator.comparingLong(measure).reversed())
        .limit(SHOWN)
        .map(turn -> "      %s%n".formatted(turn))
        .collect(Collectors.joining("", "    %s:%n".formatted(what), ""));
  }

  private List<Long> verification() {
    return turns.stream().map(Turn::verification).filter(nanos -> nanos > 0).toList();
  }

  private synchronized void addStep(String what, long nanos) {
    steps.add(nanos);
    turn.addStep(what, nanos);
  }

  private synchronized void addVerification(Work kind, long nanos) {
    if (Thread.currentThread() == loop) {
      works.computeIfAbsent(kind, none -> new ArrayList<>()).add(nanos);
      turn.addVerification(nanos);
    }
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
}
