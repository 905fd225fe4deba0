package io.fencewire.peer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often something was tried with each IP address within a window of time. */
public final class Attempts {
  /** Addresses that are remembered; the one that was tried longest ago is forgotten first. */
  public static final int REMEMBERED_MAX = 10_000;

  private final int max;
  private final long windowNanos;
  private final boolean loopbackExempt;
  private final Map<String, ArrayDeque<Long>> times = new LinkedHashMap<>();

  /**
   * Nothing was tried yet.
   *
   * @param max how often an address may be tried within the window
   * @param loopbackExempt whether loopback addresses may be tried as often as one likes
   */
  public Attempts(int max, Duration window, boolean loopbackExempt) {
    this.max = max;
    this.windowNanos = window.toNanos();
    this.loopbackExempt = loopbackExempt;
  }

  /** Whether this address has had all its attempts. */
  public boolean isSpent(ListenAddress address, long now) {
    ArrayDeque<Long> past = times.get(address.ip());
    if (past == null) {
      return false;
    }
    while (!past.isEmpty() && now - past.peekFirst() >= windowNanos) {
      past.removeFirst();
    }
    return past.size() >= max;
  }

  /** Counts one, if the address has one left; false if it has not. */
  public boolean take(ListenAddress address, long now) {
    if (loopbackExempt && address.inetAddress().isLoopbackAddress()) {
      return true;
    }
    boolean spent = isSpent(address, now);
    ArrayDeque<Long> past = times.remove(address.ip());
    if (past == null) {
      past = new ArrayDeque<>();
    }
    times.put(address.ip(), past);
    if (times.size() > REMEMBERED_MAX) {
      var oldest = times.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    if (!spent) {
      past.addLast(now);
    }
    return !spent;
  }
}
