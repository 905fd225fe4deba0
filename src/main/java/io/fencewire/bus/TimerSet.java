package io.fencewire.bus;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The one-shot timers of a verticle: at most one armed per key, its Vert.x id kept with the key and
 * cancelled by that id. A handler is never called after its key was disarmed or armed anew.
 *
 * @param <K> what a timer belongs to, for example a connection token
 */
public final class TimerSet<K> {
  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final Map<K, Long> ids = new HashMap<>();

  /** A set that reads the monotonic clock from {@code nanoTime}. */
  public TimerSet(Vertx vertx, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
  }

  /** Arms the key's timer for a point of the monotonic clock, in place of the one it had. */
  public void arm(K key, long atNanos, Runnable handler) {
    disarm(key);
    long millis = Math.max(1, (atNanos - nanoTime.getAsLong() + 999_999) / 1_000_000);
    long id = vertx.setTimer(millis, fired -> {
      if (ids.remove(key, fired)) {
        handler.run();
      }
    });
    ids.put(key, id);
  }

  /** Cancels the key's timer, if it has one. */
  public void disarm(K key) {
    Long id = ids.remove(key);
    if (id != null) {
      vertx.cancelTimer(id);
    }
  }

  /** Cancels all of them. */
  public void disarmAll() {
    ids.values().forEach(vertx::cancelTimer);
    ids.clear();
  }

  /** How many are armed. */
  public int size() {
    return ids.size();
  }
}
