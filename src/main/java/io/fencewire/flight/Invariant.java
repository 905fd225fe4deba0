package io.fencewire.flight;

import io.fencewire.flight.Note.Became;
import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Connected;
import io.fencewire.flight.Note.Ended;
import io.fencewire.flight.Note.Timed;
import io.fencewire.flight.Note.Timing;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in every record, each as a rule about one entry and what came before it. Where a
 * record begins too late for a rule to know, the rule says nothing.
 */
public enum Invariant {
  /** A command acts on the connection that it names. */
  OTHER_TOKEN,
  /** A command acts on no connection that is still being prepared. */
  NOT_LIVE,
  /** Nothing is executed, fired or begun on a connection that is over. */
  AFTER_THE_END,
  /** A command acts before its deadline. */
  DEADLINE_MISSED,
  /** A command acts under a lease that is in force. */
  OLD_LEASE,
  /** Each connection has a token of its own. */
  TOKEN_REUSED,
  /** A connection moves through its states in one direction, from each to the next. */
  STATE_BROKEN,
  /** A token is announced as connected once. */
  CONNECTED_TWICE,
  /** A connection is announced as connected while it is LIVE, neither before nor after. */
  CONNECTED_NOT_LIVE,
  /** A connection is said to be over once. */
  ENDED_TWICE,
  /** A connection that was LIVE ends for a reason that somebody may cause. */
  WRONGFUL_CLOSE;

  /** All that a record shows to be broken, in its order. */
  public static List<Breach> check(FlightRecord record) {
    Past past = new Past(record.header().dropped().getOrDefault(Lane.LIFE, 0L) > 0);
    List<Breach> breaches = new ArrayList<>();
    for (Entry entry : record.entries()) {
      for (Invariant invariant : values()) {
        String wrong = invariant.breach(entry, past);
        if (wrong != null) {
          breaches.add(new Breach(invariant, entry, wrong));
        }
      }
      past.take(entry);
    }
    return breaches;
  }

  /** What is wrong with an entry, after what was before; null if nothing is. */
  private @Nullable String breach(Entry entry, Past past) {
    return switch (this) {
      case OTHER_TOKEN -> otherToken(entry);
      case NOT_LIVE -> notLive(entry, past);
      case AFTER_THE_END -> afterTheEnd(entry, past);
      case DEADLINE_MISSED -> deadlineMissed(entry);
      case OLD_LEASE -> oldLease(entry, past);
      case TOKEN_REUSED -> tokenReused(entry, past);
      case STATE_BROKEN -> stateBroken(entry, past);
      case CONNECTED_TWICE -> connectedTwice(entry, past);
      case CONNECTED_NOT_LIVE -> connectedNotLive(entry, past);
      case ENDED_TWICE -> endedTwice(entry, past);
      case WRONGFUL_CLOSE -> wrongfulClose(entry, past);
    };
  }

  private static @Nullable String otherToken(Entry entry) {
    Commanded command = executed(entry);
    return command != null && !command.named().equals(entry.token())
        ? "a command for " + command.named() + " was executed on " + entry.token()
        : null;
  }

  private static @Nullable String notLive(Entry entry, Past past) {
    ConnectionState state = past.course(entry).state();
    return executed(entry) != null && state == ConnectionState.PREPARING
        ? "a command was executed while the connection was being prepared"
        : null;
  }

  private static @Nullable String afterTheEnd(Entry entry, Past past) {
    Course course = past.course(entry);
    boolean over = course.isEnded() || course.isAtLeast(ConnectionState.CLOSING);
    if (executed(entry) != null && over) {
      return "a command was executed after the end";
    }
    return entry.note() instanceof Timed timed
            && timed.timing() != Timing.CANCELLED
            && course.isAtLeast(ConnectionState.CLOSED)
        ? "a timer was " + Sentence.word(timed.timing()) + " after the end"
        : null;
  }

  private static @Nullable String deadlineMissed(Entry entry) {
    Commanded command = executed(entry);
    return command != null && command.leftNanos() < 0
        ? "a command was executed " + -command.leftNanos() + " ns after its deadline"
        : null;
  }

  private static @Nullable String oldLease(Entry entry, Past past) {
    Commanded command = executed(entry);
    return command != null && !past.course(entry).honours(command.lease())
        ? "a command was executed under lease " + command.lease().number()
            + ", which is not in force"
        : null;
  }

  private static @Nullable String tokenReused(Entry entry, Past past) {
    ConnectionToken token = entry.token();
    return token != null
            && past.hasOther(token, entry.connection())
            && entry.note() instanceof Became
        ? token + " had been given to another connection"
        : null;
  }

  private static @Nullable String stateBroken(Entry entry, Past past) {
    if (!(entry.note() instanceof Became step)) {
      return null;
    }
    ConnectionState known = past.course(entry).state();
    boolean joins = known == null || known == step.from();
    return joins && step.to().compareTo(step.from()) > 0
        ? null
        : "it was " + (known == null ? step.from() : known) + ", and became " + step.to() + " from "
            + step.from();
  }

  private static @Nullable String connectedTwice(Entry entry, Past past) {
    ConnectionToken token = entry.token();
    return entry.note() instanceof Connected && token != null && past.wasConnected(token)
        ? token + " was announced as connected again"
        : null;
  }

  private static @Nullable String connectedNotLive(Entry entry, Past past) {
    ConnectionState state = past.course(entry).state();
    return entry.note() instanceof Connected && state != null && state != ConnectionState.LIVE
        ? entry.token() + " was announced as connected while it was " + state
        : null;
  }

  private static @Nullable String endedTwice(Entry entry, Past past) {
    return entry.note() instanceof Ended && past.course(entry).isEnded()
        ? "its end was told again"
        : null;
  }

  private static @Nullable String wrongfulClose(Entry entry, Past past) {
    if (!(entry.note() instanceof Ended end) || !past.isLifeKnown()) {
      return null;
    }
    return WrongfulClose.objection(end, past.course(entry)).orElse(null);
  }

  /** The command of an entry, if it was carried out. */
  private static @Nullable Commanded executed(Entry entry) {
    return entry.note() instanceof Commanded command && command.isExecuted() ? command : null;
  }
}
