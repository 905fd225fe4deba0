package io.fencewire.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;

/**
 * Holds a piece of work to what it may allocate, garbage included. The first time, work loads
 * classes and fills caches that stay: what allocates too much is done again, and only what allocates
 * too much each time fails. So the work must be repeatable.
 */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ATTEMPTS = 5;

  private Allocation() {}

  /** What this thread has allocated since its start, in bytes. */
  public static long soFar() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Does the work, whose result says how many bytes may have been allocated for it. */
  public static <T> T held(Callable<T> work, ToLongFunction<T> allowance) throws Exception {
    long allocated = 0;
    long allowed = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = soFar();
      T result = work.call();
      allocated = soFar() - before;
      allowed = allowance.applyAsLong(result);
      if (allocated <= allowed) {
        return result;
      }
    }
    throw new AssertionError(allocated + " bytes were allocated, " + allowed + " are allowed");
  }

  /** The same for work whose allowance is known beforehand. */
  public static <T> T held(long allowance, Callable<T> work) throws Exception {
    return held(work, result -> allowance);
  }
}
