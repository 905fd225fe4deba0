package io.fencewire.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** So many threads that share a number of turns; the first turn that fails ends them all. */
final class Crowd {
  private static final long PROGRESS_MILLIS = 10_000;

  private final String what;
  private final int turns;
  private final Turn turn;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Crowd(String what, int turns, Turn turn) {
    this.what = what;
    this.turns = turns;
    this.turn = turn;
  }

  /** What one thread does once. */
  interface Turn {
    /** Takes this turn, as the thread with this number. */
    void take(int thread, int number) throws Exception;
  }

  /** Takes all turns, and says on standard output how fast. */
  static void run(String what, int threads, int turns, Turn turn) {
    new Crowd(what, turns, turn).run(threads);
  }

  private void run(int threads) {
    long start = System.nanoTime();
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread thread = new Thread(() -> work(number), what + " " + i);
      thread.setDaemon(true);
      thread.start();
      crowd.add(thread);
    }
    crowd.forEach(thread -> join(thread, start));
    Throwable problem = failure.get();
    if (problem != null) {
      throw new AssertionError(what + ", after " + done + " turns: " + problem, problem);
    }
    say(start);
  }

  private void work(int thread) {
    try {
      for (int number = begun.getAndIncrement();
          number < turns && failure.get() == null;
          number = begun.getAndIncrement()) {
        turn.take(thread, number);
        done.incrementAndGet();
      }
    } catch (Throwable problem) {
      failure.compareAndSet(null, problem);
    }
  }

  private void join(Thread thread, long start) {
    try {
      thread.join(PROGRESS_MILLIS);
      while (thread.isAlive()) {
        say(start);
        thread.join(PROGRESS_MILLIS);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void say(long start) {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    System.out.printf(
        "%s: %d of %d in %.1f s, %d per second%n",
        what, done.get(), turns, millis / 1000.0, done.get() * 1000L / millis);
  }
}
