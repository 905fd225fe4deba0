package io.fencewire.storm;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come about, and says what is there instead. */
final class Patience {
  private static final long NANOS = Duration.ofSeconds(30).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

  private Patience() {}

  /** Returns once it holds. */
  static void until(BooleanSupplier holds, Supplier<String> instead) {
    long end = System.nanoTime() + NANOS;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError("it did not come about: " + instead.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
