package io.fencewire.refresh;

import io.fencewire.peer.DialTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How long each address is left alone. A failed dial waits a random time below a ceiling that
 * doubles from 1 s to 10 min (full jitter: many nodes that lost the same peer don't come back in
 * step); a refusal waits too, but is not held against the address; a rotated peer rests. Who is not
 * admitted waits 5 to 10 min each time. An address behind which somebody sits whom we are connected to
 * anyhow, as the second server of a node, waits until a connection ends. For a node that has nobody
 * else, what has failed or had no room waits at most half a minute.
 */
final class Backoff {
  /** Addresses remembered at a time; the one that changed longest ago is forgotten first. */
  static final int SIZE_MAX = 4096;

  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long CEILING_NANOS = 600 * FIRST_NANOS;
  private static final long SHORT_NANOS = 2 * FIRST_NANOS;
  private static final long LONELY_NANOS = 30 * FIRST_NANOS;

  private final RandomGenerator random;
  private final Map<DialTarget, Wait> waits = new LinkedHashMap<>();
  private long forgotten;

  /** Nobody waits yet. */
  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The longest wait after this many failures in a row, the last one included. */
  static long ceilingNanos(int failures) {
    int doublings = Math.min(failures - 1, 30);
    return Math.min(CEILING_NANOS, FIRST_NANOS << doublings);
  }

  /** Whether the address may be dialled now. */
  boolean isOver(DialTarget address, long now) {
    Wait wait = waits.get(address);
    return wait == null || (wait.isOver(now) && now - wait.restUntil >= 0);
  }

  /** Whether nothing but its rest keeps the address from being dialled now. */
  boolean isOnlyResting(DialTarget address, long now) {
    Wait wait = waits.get(address);
    return wait != null && wait.isOver(now) && now - wait.restUntil < 0;
  }

  /** Whether a node that has no peer, and nobody else to dial, may dial the address now. */
  boolean isOverForTheLonely(DialTarget address, long now) {
    Wait wait = waits.get(address);
    return wait == null || (now - wait.lonelyUntil >= 0 && now - wait.connectedUntil >= 0);
  }

  /** How much of its rest an address has before it; not positive if it is over. */
  long restNanos(DialTarget address, long now) {
    Wait wait = waits.get(address);
    return wait == null ? 0 : wait.restUntil - now;
  }

  /** A dial failed, or a connection broke that had not lasted. */
  void failed(DialTarget address, long now) {
    Wait wait = touch(address, now);
    wait.failures++;
    delay(wait, ceilingNanos(wait.failures), now);
  }

  /** The peer had no room: it is asked again ever less often, down to once per {@code ceiling}. */
  void refused(DialTarget address, long ceiling, long now) {
    Wait wait = touch(address, now);
    wait.refusals++;
    delay(wait, Math.min(ceilingNanos(wait.refusals), ceiling), now);
  }

  /**
   * Whoever is there has another connection with us: he is asked again ever less often, down to once
   * per {@code ceiling}, but soon once a connection has ended, which may have been his.
   */
  void connected(DialTarget address, long ceiling, long now) {
    Wait wait = touch(address, now);
    wait.refusals++;
    wait.connectedUntil = now + jittered(Math.min(ceilingNanos(wait.refusals), ceiling));
  }

  /** A connection has ended. */
  void disconnected(long now) {
    waits.values().forEach(wait -> wait.connectedUntil = now);
  }

  /** It is not known how the dial ended. */
  void shortly(DialTarget address, long now) {
    delay(touch(address, now), SHORT_NANOS, now);
  }

  /** One side does not admit the other: whoever changes that needs his time. */
  void unwelcome(DialTarget address, long now) {
    long until = now + CEILING_NANOS / 2 + jittered(CEILING_NANOS / 2);
    touch(address, now).atLeast(until, until);
  }

  /** Leaves the address alone for exactly this long. */
  void rest(DialTarget address, long nanos, long now) {
    touch(address, now).restUntil = now + nanos;
  }

  /** A connection to it has lasted: the next failure is a first one again. */
  void reset(DialTarget address, long now) {
    Wait wait = waits.get(address);
    if (wait != null) {
      wait.failures = 0;
      wait.refusals = 0;
      if (isOver(address, now)) {
        waits.remove(address);
      }
    }
  }

  /** How many were forgotten for lack of room. */
  long forgottenCount() {
    return forgotten;
  }

  private void delay(Wait wait, long ceiling, long now) {
    long nanos = jittered(ceiling);
    wait.atLeast(now + nanos, now + Math.min(nanos, jittered(LONELY_NANOS)));
  }

  private long jittered(long ceiling) {
    return random.nextLong(ceiling + 1);
  }

  private Wait touch(DialTarget address, long now) {
    Wait wait = waits.remove(address);
    if (wait == null) {
      wait = new Wait(now);
      if (waits.size() == SIZE_MAX) {
        waits.remove(waits.keySet().iterator().next());
        forgotten++;
      }
    }
    waits.put(address, wait);
    return wait;
  }

  /** What is remembered of one address. */
  private static final class Wait {
    private int failures;
    private int refusals;
    private long until;
    private long lonelyUntil;
    private long restUntil;
    private long connectedUntil;

    private Wait(long now) {
      until = now;
      lonelyUntil = now;
      restUntil = now;
      connectedUntil = now;
    }

    private boolean isOver(long now) {
      return now - until >= 0 && now - connectedUntil >= 0;
    }

    private void atLeast(long deadline, long forTheLonely) {
      until = later(until, deadline);
      lonelyUntil = later(lonelyUntil, forTheLonely);
    }

    private static long later(long one, long other) {
      return other - one > 0 ? other : one;
    }
  }
}
