package io.fencewire.server;

import java.util.HashMap;
import java.util.Map;

/**
 * How often a refusal may be logged: strangers choose how often they are refused, and must not
 * choose how fast the disk fills. The counters miss none.
 */
final class LogLimit {
  /** One line for each reason in this time. */
  static final long INTERVAL_NANOS = 10_000_000_000L;

  private final Map<Enum<?>, Quota> quotas = new HashMap<>();

  private static final class Quota {
    private long lastAt;
    private long omitted;
  }

  /** How many lines were left out since the last one, if this one may be written; else -1. */
  long take(Enum<?> reason, long now) {
    Quota quota = quotas.get(reason);
    if (quota == null) {
      quota = new Quota();
      quota.lastAt = now;
      quotas.put(reason, quota);
      return 0;
    }
    if (now - quota.lastAt < INTERVAL_NANOS) {
      quota.omitted++;
      return -1;
    }
    long omitted = quota.omitted;
    quota.lastAt = now;
    quota.omitted = 0;
    return omitted;
  }
}
