package io.fencewire.flight;

import io.fencewire.flight.Note.Became;
import io.fencewire.flight.Note.Began;
import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Ended;
import io.fencewire.flight.Note.Leased;
import io.fencewire.flight.Note.Prepared;
import io.fencewire.flight.Note.Timed;
import io.fencewire.peer.Direction;
import java.util.Locale;

/** What an entry says, for people. */
public final class Sentence {
  private Sentence() {}

  /** The sentence of an entry, without its time. */
  public static String of(Entry entry) {
    Note note = entry.note();
    if (note instanceof Began began) {
      return (began.direction() == Direction.OUTBOUND ? "dialled " : "accepted from ")
          + began.remote();
    }
    if (note instanceof Became step) {
      return step.to() + because(step.why());
    }
    if (note instanceof Leased leased) {
      String role = leased.role().word();
      return leased.holder().isEmpty()
          ? "nobody looks after it as " + role
          : leased.holder() + " looks after it, under lease " + leased.lease().number();
    }
    if (note instanceof Prepared prepared) {
      return prepared.role().word() + " is prepared";
    }
    if (note instanceof Ended end) {
      return (end.announced() ? "announced as disconnected: " : "over without having been live: ")
          + word(end.reason()) + " by " + word(end.origin()) + because(end.why());
    }
    if (note instanceof Commanded command) {
      return command(command);
    }
    return note instanceof Timed timed ? timer(entry, timed) : "announced as connected";
  }

  private static String command(Commanded command) {
    String lease =
        command.lease().number() == 0 ? "" : " under lease " + command.lease().number();
    String left = command.leftNanos() < 0 ? ", " + millis(-command.leftNanos()) + " too late" : "";
    return word(command.order()) + " " + command.what().toLowerCase(Locale.ROOT) + " for "
        + command.named() + lease + left + ": " + word(command.outcome());
  }

  private static String timer(Entry entry, Timed timed) {
    return switch (timed.timing()) {
      case ARMED -> "timer armed for in " + millis(timed.due() - entry.at());
      case FIRED -> "timer fired, " + millis(entry.at() - timed.due()) + " late";
      case CANCELLED -> "timer cancelled";
    };
  }

  private static String because(String why) {
    return why.isEmpty() ? "" : " (" + why + ")";
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  /** The word of a constant. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
