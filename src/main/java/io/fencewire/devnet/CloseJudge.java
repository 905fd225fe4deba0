package io.fencewire.devnet;

import io.fencewire.devnet.Session.Close;
import io.fencewire.devnet.Session.End;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says whether the end of a connection is explained: both ends must tell it, agree on it, and name
 * a reason for which a healthy network closes connections.
 *
 * @param shuttingDown whether the devnet had begun to shut down when it was closed
 * @param rival whether the same two nodes had another connection at the same time
 */
record CloseJudge(boolean shuttingDown, boolean rival) {
  /** How far apart two closes may be that count as made at the same moment, in nanoseconds. */
  static final long SAME_MOMENT_NANOS = 2_000_000_000L;

  private static final Set<CloseReason> DUPLICATE = EnumSet.of(
      CloseReason.TIE_BREAK,
      CloseReason.SUPERSEDED,
      CloseReason.ALREADY_CONNECTED,
      CloseReason.ALREADY_CONNECTING);

  /** Why it is not explained; empty if it is. */
  Optional<String> objection(Session session) {
    if (isAttemptCutShort(session)) {
      return Optional.empty();
    }
    if (session.ends().size() < 2) {
      return isAttemptGivenUp(session) ? Optional.empty() : Optional.of("only one end tells it");
    }
    End one = session.ends().get(0);
    End other = session.ends().get(1);
    if (one.close() == null || other.close() == null) {
      return Optional.of("the other end never noticed");
    }
    return one.close().isOwn() && other.close().isOwn()
        ? objectionToBoth(one.close(), other.close())
        : objectionToOne(one.close(), other.close());
  }

  /**
   * Whether a dialer gave up, for a good reason, after it knew who answers and before the other end
   * knew who dials: then only the dialer can name this connection, which was LIVE nowhere.
   */
  private boolean isAttemptGivenUp(Session session) {
    Close close = session.ends().get(0).close();
    return !session.wasLive()
        && close != null
        && close.isOwn()
        && objectionTo(close.reason()).isEmpty();
  }

  /** Whether one end shut down while the other was still shaking hands: it was LIVE nowhere. */
  private boolean isAttemptCutShort(Session session) {
    return shuttingDown
        && !session.wasLive()
        && session.ends().stream()
            .map(End::close)
            .anyMatch(close -> close != null && close.reason() == CloseReason.SHUTDOWN);
  }

  private Optional<String> objectionToBoth(Close one, Close other) {
    if (Math.abs(one.at() - other.at()) > SAME_MOMENT_NANOS) {
      return Optional.of("each end closed it for itself, at different times");
    }
    return objectionTo(one.reason()).or(() -> objectionTo(other.reason()));
  }

  private Optional<String> objectionToOne(Close one, Close other) {
    Close own = one.isOwn() ? one : other;
    Close told = one.isOwn() ? other : one;
    if (!own.isOwn()) {
      return Optional.of("neither end closed it");
    }
    if (told.origin() != CloseOrigin.PEER) {
      return Optional.of("the other end was not told why");
    }
    if (own.reason() != told.reason() && !areBothDuplicate(own, told)) {
      return Optional.of("the ends give different reasons");
    }
    return objectionTo(own.reason());
  }

  private static boolean areBothDuplicate(Close one, Close other) {
    return DUPLICATE.contains(one.reason()) && DUPLICATE.contains(other.reason());
  }

  private Optional<String> objectionTo(CloseReason reason) {
    if (reason == CloseReason.ROTATION || reason == CloseReason.SURPLUS) {
      return Optional.empty();
    }
    if (reason == CloseReason.SHUTDOWN) {
      return shuttingDown ? Optional.empty() : Optional.of("nobody was shutting down");
    }
    if (DUPLICATE.contains(reason)) {
      return rival ? Optional.empty() : Optional.of("there was no other connection of this pair");
    }
    return Optional.of(reason + " is no reason of a healthy network");
  }
}
