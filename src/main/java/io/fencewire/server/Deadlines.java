package io.fencewire.server;

import io.fencewire.flight.Note;
import io.fencewire.flight.Note.Timed;
import io.fencewire.flight.Note.Timing;
import java.util.Arrays;
import java.util.function.Consumer;

/** When one connection is due for what; one entry per {@link Wake}, and one timer for the earliest. */
final class Deadlines {
  /** Due for nothing. */
  static final long NEVER = Long.MAX_VALUE;

  private final SocketPort socket;
  private final Consumer<Note> witness;
  private final long[] due = new long[Wake.values().length];
  private long armedAt = NEVER;

  Deadlines(SocketPort socket, Consumer<Note> witness) {
    this.socket = socket;
    this.witness = witness;
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
    witness.accept(new Timed(Timing.FIRED, armedAt));
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
    if (armedAt != NEVER) {
      witness.accept(new Timed(Timing.CANCELLED, armedAt));
    }
    armedAt = NEVER;
    socket.disarm();
  }

  private void arm(long at) {
    armedAt = at;
    witness.accept(new Timed(Timing.ARMED, at));
    socket.arm(at);
  }
}
