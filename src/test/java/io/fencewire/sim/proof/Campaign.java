package io.fencewire.sim.proof;

import io.fencewire.sim.Schedule;
import io.fencewire.sim.SeededChoices;
import io.fencewire.sim.Trace;
import io.fencewire.sim.Violation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a schedule once for each seed of a range, on several threads, until one breaks a rule. The
 * finding is the lowest seed that does, however many threads there are. One seed in a thousand runs
 * twice: a world that depends on anything but its choices can't be replayed, and is a finding too.
 */
final class Campaign {
  /** One seed in so many runs twice. */
  static final int TWICE_EVERY = 1_000;

  /** It tells so often how far it is. */
  private static final int TOLD = 100;

  /** The rule that is broken when two runs of one seed differ. */
  static final String DETERMINISM = "determinism";

  /** The rule that is broken when a seed does not come to an end. */
  static final String HANG = "hang";

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final Supplier<Schedule> schedules;
  private final int threads;
  // In time of the processor: a machine that is busy with other things makes no schedule hang.
  private final Duration patience;
  private final LongConsumer progress;

  /** Each thread gets a schedule of its own; a seed that computes for more than a minute hangs. */
  Campaign(Supplier<Schedule> schedules, int threads) {
    this(schedules, threads, seeds -> {});
  }

  /** Tells, from any of its threads, after how many seeds no rule has been broken yet. */
  Campaign(Supplier<Schedule> schedules, int threads, LongConsumer progress) {
    this(schedules, threads, Duration.ofMinutes(1), progress);
  }

  Campaign(Supplier<Schedule> schedules, int threads, Duration patience, LongConsumer progress) {
    this.schedules = schedules;
    this.threads = threads;
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * How a campaign ended.
   *
   * @param seeds how many there were up to the finding, or all of them
   * @param finding null if every rule held
   */
  record Result(long seeds, Duration time, @Nullable Finding finding) {}

  /** Runs the seeds from {@code from} on, and before {@code to}. */
  Result run(long from, long to) {
    return new Run(from, to).run();
  }

  /** What the threads of one run share. */
  private final class Run {
    private static final long IDLE = Long.MIN_VALUE;

    private final long from;
    private final long to;
    private final AtomicLong next;
    private final AtomicLong passed = new AtomicLong();
    private final AtomicReference<@Nullable Finding> lowest = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(threads);
    private final Thread[] workers = new Thread[threads];
    private final AtomicLongArray seeds = new AtomicLongArray(threads);
    private final AtomicLongArray since = new AtomicLongArray(threads);

    private Run(long from, long to) {
      this.from = from;
      this.to = to;
      this.next = new AtomicLong(from);
    }

    private Result run() {
      long start = System.nanoTime();
      for (int i = 0; i < threads; i++) {
        int index = i;
        seeds.set(index, IDLE);
        workers[i] = new Thread(() -> work(index), "campaign-" + index);
        workers[i].setDaemon(true); // one that hangs must not keep the process
        workers[i].start();
      }
      await();
      Finding finding = lowest.get();
      long seeds = (finding == null ? to : finding.seed() + 1) - from;
      return new Result(seeds, Duration.ofNanos(System.nanoTime() - start), finding);
    }

    private void work(int index) {
      Schedule schedule = schedules.get();
      long seed = next.getAndIncrement();
      while (seed < to && !isBeaten(seed)) {
        since.set(index, CLOCK.getCurrentThreadCpuTime());
        seeds.set(index, seed);
        Violation violation = violation(schedule, seed);
        if (violation != null) {
          found(new Finding(schedule.name(), seed, violation));
        } else {
          pass();
        }
        seed = next.getAndIncrement();
      }
      seeds.set(index, IDLE);
      done.countDown();
    }

    private void pass() {
      long seeds = passed.incrementAndGet();
      if (seeds % Math.max(1, (to - from) / TOLD) == 0 && lowest.get() == null) {
        progress.accept(seeds);
      }
    }

    private boolean isBeaten(long seed) {
      Finding finding = lowest.get();
      return finding != null && finding.seed() <= seed;
    }

    private void found(Finding finding) {
      lowest.accumulateAndGet(
          finding, (old, young) -> old != null && old.seed() <= young.seed() ? old : young);
    }

    /** Waits for the threads, but not for one that hangs. */
    private void await() {
      try {
        while (!done.await(1, TimeUnit.SECONDS)) {
          for (int i = 0; i < threads; i++) {
            long seed = seeds.get(i);
            long spent = CLOCK.getThreadCpuTime(workers[i].getId()) - since.get(i);
            if (seed != IDLE && spent > patience.toNanos()) {
              String what = "it did not come to an end within " + patience;
              found(new Finding(schedules.get().name(), seed, new Violation(HANG, 0, what)));
              return;
            }
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted in the middle of a campaign", e);
      }
    }
  }

  private static @Nullable Violation violation(Schedule schedule, long seed) {
    Trial once = trial(schedule, seed);
    if (once.violation() != null || seed % TWICE_EVERY != 0) {
      return once.violation();
    }
    Trial again = trial(schedule, seed);
    return once.equals(again)
        ? null
        : new Violation(DETERMINISM, 0, "two runs of this seed took different courses");
  }

  private static Trial trial(Schedule schedule, long seed) {
    return Trial.of(schedule, new SeededChoices(seed), Trace.silent());
  }
}
