package io.fencewire.flight;

import io.fencewire.flight.Note.Became;
import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Ended;
import io.fencewire.flight.Note.Leased;
import io.fencewire.flight.Note.Order;
import io.fencewire.flight.Note.Timed;
import io.fencewire.flight.Note.Timing;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Role;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one connection from its entries so far. */
final class Course {
  private final Map<Role, Lease> leases = new EnumMap<>(Role.class);
  private @Nullable ConnectionState state;
  private boolean wholeSinceToken;
  private boolean ended;
  private boolean closeCommanded;
  private long firedLateNanos;

  /** Takes the next entry in. */
  void take(Entry entry) {
    Note note = entry.note();
    if (note instanceof Became step) {
      state = step.to();
      wholeSinceToken |= step.to() == ConnectionState.PREPARING;
    } else if (note instanceof Leased leased) {
      leases.put(leased.role(), leased.lease());
    } else if (note instanceof Ended) {
      ended = true;
    } else if (note instanceof Timed timed && timed.timing() == Timing.FIRED) {
      firedLateNanos = entry.at() - timed.due();
    } else if (note instanceof Commanded command
        && command.isExecuted()
        && command.order() == Order.CLOSE) {
      closeCommanded |= command.named().equals(entry.token());
    }
  }

  /** Its state, or null where the record begins later. */
  @Nullable
  ConnectionState state() {
    return state;
  }

  /** Whether its state is known and this one or a later one. */
  boolean isAtLeast(ConnectionState least) {
    return state != null && state.compareTo(least) >= 0;
  }

  /** Whether the record has all of it since it got its token. */
  boolean isWholeSinceToken() {
    return wholeSinceToken;
  }

  /** Whether a command with this lease may be executed on it, as far as is known. */
  boolean honours(Lease lease) {
    return !wholeSinceToken || lease.equals(Lease.NONE) || leases.containsValue(lease);
  }

  /** Whether it was said to be over. */
  boolean isEnded() {
    return ended;
  }

  /** Whether a command to close it, and no other, was carried out. */
  boolean isCloseCommanded() {
    return closeCommanded;
  }

  /** How late its timer has fired the last time. */
  long firedLateNanos() {
    return firedLateNanos;
  }
}
