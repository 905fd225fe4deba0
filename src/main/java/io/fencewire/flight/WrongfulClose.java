package io.fencewire.flight;

import io.fencewire.flight.Note.Ended;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which ends of a connection that was LIVE nobody may cause. What the other end or the network does is
 * not ours; of our own closes each needs a reason that a server has for one that is LIVE, a command to
 * close this very generation where a command is the cause, and a peer that was late, not we.
 */
final class WrongfulClose {
  /** Later than this a timer fires only if the process stood still; then the peer is looked at again. */
  private static final long LATE_NANOS = 500_000_000L;

  /** What a server may judge of a LIVE connection by itself. */
  private static final Set<CloseReason> JUDGED = EnumSet.of(
      CloseReason.PROTOCOL_VIOLATION,
      CloseReason.SILENT,
      CloseReason.STALLED,
      CloseReason.SUPERSEDED,
      CloseReason.TIE_BREAK,
      CloseReason.NOT_ADMITTED,
      CloseReason.TLS_ON_PLAIN);

  /** For these the peer was too late. */
  private static final Set<CloseReason> LATENESS =
      EnumSet.of(CloseReason.SILENT, CloseReason.STALLED, CloseReason.SUPERSEDED);

  /** Commands about a peer or a whole node, which name no generation. */
  private static final Set<CloseReason> WHOLESALE =
      EnumSet.of(CloseReason.BANNED, CloseReason.SHUTDOWN);

  private WrongfulClose() {}

  /** Whether the answer depends on what happened before. */
  static boolean needsCourse(Ended end) {
    return end.announced()
        && (isByCommand(end)
            || (end.origin() == CloseOrigin.SERVER && LATENESS.contains(end.reason())));
  }

  /** What is wrong with this end of a connection of that course; empty if it is in order. */
  static Optional<String> objection(Ended end, Course course) {
    if (!end.announced()) {
      return Optional.empty();
    }
    return switch (end.origin()) {
      case PEER, SOCKET -> Optional.empty();
      case COMMAND ->
        isByCommand(end) && !course.isCloseCommanded()
            ? Optional.of("no command to close it, with its token, was carried out")
            : Optional.empty();
      case SERVER -> objectionToJudgement(end, course);
    };
  }

  private static Optional<String> objectionToJudgement(Ended end, Course course) {
    if (!JUDGED.contains(end.reason())) {
      return Optional.of(
          end.reason() + " is no reason for a server to close a connection that is LIVE");
    }
    boolean blamed = LATENESS.contains(end.reason());
    return blamed && course.firedLateNanos() > LATE_NANOS
        ? Optional.of("the peer was blamed though our own timer was "
            + course.firedLateNanos() / 1_000_000 + " ms late")
        : Optional.empty();
  }

  private static boolean isByCommand(Ended end) {
    return end.origin() == CloseOrigin.COMMAND && !WHOLESALE.contains(end.reason());
  }
}
