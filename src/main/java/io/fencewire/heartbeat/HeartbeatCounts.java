package io.fencewire.heartbeat;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What has happened to all heartbeats since the start. */
final class HeartbeatCounts {
  /** What is counted; the name in statistics is the constant's, in lower case. */
  enum Kind {
    /** Pings asked of a server. */
    PINGS,
    /** Pings that a server did not put on the connection, or did not tell about. */
    PINGS_UNSENT,
    /** Pongs that answered the ping under way. */
    PONGS,
    /** Pongs that answered none: wrong, repeated, unasked for, late, or of a generation not held. */
    PONGS_REFUSED,
    /** Pings still unanswered when the next was due. */
    MISSED,
    /** Generations that ended because a server called them, or the lease on them, stale. */
    STALE,
    /** Generations given up because their server answered nothing several times over. */
    ABANDONED,
    /** Generations taken over from a snapshot, because what had announced them was lost. */
    ADOPTED,
    /** Generations that a snapshot didn't name, because what had ended them was lost. */
    DROPPED,
    /** Generations refused because {@link Heartbeats#GENERATIONS_MAX} were held. */
    GENERATIONS_REFUSED
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  void add(Kind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  Map<String, Long> byName() {
    Map<String, Long> named = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      named.put(kind.name().toLowerCase(Locale.ROOT), counts.getOrDefault(kind, 0L));
    }
    return named;
  }
}
