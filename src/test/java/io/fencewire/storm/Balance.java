package io.fencewire.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.impl.EventBusImpl;
import io.vertx.core.impl.VertxImpl;
import io.vertx.core.impl.utils.ConcurrentCyclicSequence;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * What a node holds when all is quiet, and what must be there again after a storm.
 *
 * @param descriptors open files of this process, sockets included
 * @param timers armed ones of the whole Vert.x
 * @param consumers of the whole event bus, those that wait for an answer included
 * @param entries connections in the server's table
 * @param sockets that the server has open
 * @param heartbeats generations that the heartbeat holds
 */
record Balance(
    long descriptors, long timers, long consumers, long entries, long sockets, long heartbeats) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long HEAP_SLACK_BYTES = 12L << 20;

  /** As it is now. */
  static Balance of(StormNode node) {
    Map<String, Long> gauges = node.stats().gauges();
    return new Balance(
        descriptorsOpen(),
        ((Map<?, ?>) field(VertxImpl.class, "timeouts", node.vertx())).size(),
        consumersOf(node.vertx()),
        gauges.get("connections"),
        gauges.get("sockets"),
        node.heartbeat().gauges().get("generations"));
  }

  /** As it is once no connection is left, and nothing changes for a while. */
  static Balance atRest(StormNode node) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Balance earlier = of(node);
    while (true) {
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      Balance later = of(node);
      if (later.equals(earlier) && later.entries + later.sockets + later.heartbeats == 0) {
        return later;
      }
      assertThat(System.nanoTime() - end).as("no rest: " + later).isNegative();
      earlier = later;
    }
  }

  /** Waits until it is again as it was, and says what is not. */
  void isRestored(StormNode node) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Balance now = of(node);
    while (!now.equals(this) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      now = of(node);
    }
    assertThat(now).as("what is there after the storm").isEqualTo(this);
  }

  /** The heap that is in use, garbage apart. */
  static long heapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** That the heap has not grown by more than chance. */
  static void isHeapRestored(long before) {
    long after = heapBytes();
    System.out.printf("heap: %d KiB before, %d KiB after%n", before >> 10, after >> 10);
    assertThat(after).as("heap in use after the storm").isLessThan(before + HEAP_SLACK_BYTES);
  }

  private static long descriptorsOpen() {
    return Objects.requireNonNull(new File("/proc/self/fd").list(), "this takes a /proc").length;
  }

  private static long consumersOf(Vertx vertx) {
    Map<?, ?> byAddress = (Map<?, ?>) field(EventBusImpl.class, "handlerMap", vertx.eventBus());
    long count = 0;
    for (Object handlers : byAddress.values()) {
      count += ((ConcurrentCyclicSequence<?>) handlers).size();
    }
    return count;
  }

  /** Vert.x counts its timers and consumers, and tells nobody. */
  private static Object field(Class<?> type, String name, Object owner) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
