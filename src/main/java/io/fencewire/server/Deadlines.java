package io.fencewire.server;

import java.util.Arrays;

/** When one connection is due for what; one entry per {@link Wake}, and one timer for the earliest. */
final class Deadlines {
  /** Due for nothing. */
  static final long NEVER = Long.MAX_VALUE;

  private final SocketPort socket;
  private final long[] due = new long[Wake.values().length];
  private long armedAt = NEVER;

  Deadlines(SocketPort socket) {
    this.socket = socket;
    Arrays.fill(due, NEVER);
  }

  /** Makes the connection due; an earlier timer is armed only if the present one comes too late. */
  void set(Wake wake, long at) {
    due[wake.ordinal()] = at;
    if (armedAt == NEVER || at - armedAt < 0) {
      arm(at);
    }
  }

  /** Whether the connection is or will be due for this. */
  boolean isSet(Wake wake) {
    return due[wake.ordinal()] != NEVER;
  }

  /** Makes it due no more; the timer stays, and finds nothing to do. */
  void clear(Wake wake) {
    due[wake.ordinal()] = NEVER;
  }

  /** Takes an entry that is due out of the table; false if it isn't due. */
  boolean take(Wake wake, long now) {
    long at = due[wake.ordinal()];
    if (at == NEVER || now - at < 0) {
      return false;
    }
    clear(wake);
    return true;
  }

  /** The timer has fired. */
  void fired() {
    armedAt = NEVER;
  }

  /** Arms the timer for the earliest entry, if it is not armed. */
  void rearm() {
    long earliest = NEVER;
    for (long at : due) {
      if (at != NEVER && (earliest == NEVER || at - earliest < 0)) {
        earliest = at;
      }
    }
    if (earliest != NEVER && armedAt == NEVER) {
      arm(earliest);
    }
  }

  /** Forgets everything and cancels the timer. */
  void end() {
    Arrays.fill(due, NEVER);
    armedAt = NEVER;
    socket.disarm();
  }

  private void arm(long at) {
    armedAt = at;
    socket.arm(at);
  }
}
