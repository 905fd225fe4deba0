package io.fencewire.server;

import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Order;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The commands that were refused lately, for whoever asks what became of them. Equal ones are one
 * entry, so that a flood has no more room than a single one; when it is full, what was not repeated
 * for the longest time is forgotten.
 */
final class Refusals {
  /** Entries that are remembered. */
  static final int SIZE_MAX = 512;

  private final Map<What, Tally> kept = new LinkedHashMap<>();
  private long forgotten;

  /**
   * What was refused.
   *
   * @param command what should have been done: a close, or a message of this type
   */
  record What(ConnectionToken token, String command, Outcome outcome) {
    static What of(Commanded command) {
      String name =
          command.order() == Order.SEND ? command.what() : command.order().name();
      return new What(command.named(), name.toLowerCase(Locale.ROOT), command.outcome());
    }
  }

  /**
   * How often that was refused, and how long ago the last time was.
   *
   * @param times at least one
   */
  record Refused(What what, long times, long ageNanos) {}

  private record Tally(long times, long last) {}

  /** A command was refused. */
  void note(What what, long now) {
    Tally before = kept.remove(what);
    kept.put(what, new Tally(before == null ? 1 : before.times + 1, now));
    if (kept.size() > SIZE_MAX) {
      kept.remove(kept.keySet().iterator().next());
      forgotten++;
    }
  }

  /** All that are remembered, the one of the longest ago first. */
  List<Refused> list(long now) {
    return kept.entrySet().stream()
        .map(entry -> new Refused(
            entry.getKey(), entry.getValue().times(), now - entry.getValue().last()))
        .toList();
  }

  /** How many are remembered. */
  int size() {
    return kept.size();
  }

  /** How many were forgotten for lack of room. */
  long forgottenCount() {
    return forgotten;
  }
}
