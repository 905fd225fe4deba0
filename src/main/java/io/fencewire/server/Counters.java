package io.fencewire.server;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Histogram;
import io.fencewire.peer.Outcome;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a server has counted since its start. */
final class Counters {
  /** Events that are neither an outcome nor a close. */
  enum Event {
    /** Sockets accepted, refused ones included. */
    ACCEPTED,
    /** Dials begun. */
    DIALLED,
    /** Host names that were not looked up because too many were being looked up. */
    NAMES_REFUSED,
    /** Connections that became LIVE. */
    PROMOTED,
    /** Connections that became LIVE without the answer of a silent role. */
    PROMOTED_LATE,
    /** Instances of roles that fell silent. */
    INSTANCES_LOST,
    /** Gossip messages dropped because gossip did not keep up. */
    SHED,
    /** Times reading was paused because gossip did not keep up. */
    READ_PAUSES,
    /** Pongs sent, one for each Ping. */
    PONGS,
    /** Pongs not sent because the control lane was full. */
    PONGS_DROPPED,
    /** Servers of this node, and connections of theirs, not remembered for lack of room. */
    SIBLINGS_REFUSED,
    /** Siblings that prove themselves with another key, and are not listened to. */
    STRANGERS,
    /** Siblings that are gone, their peers being dialled by the others. */
    SIBLINGS_LOST,
    /** Peers of lost siblings that are left to the refresher for lack of room. */
    BEQUESTS_REFUSED,
    /** Times an application's word on which blocks there are became too old to be repeated. */
    BLOCKS_LAPSED,
    /** Requests for blocks or the puzzle that were handed on to an application. */
    REQUESTS_ASKED,
    /** Of those, the ones that no application listened to. */
    REQUESTS_UNHEARD,
    /** Of those, the ones that were open for too long. */
    REQUESTS_UNANSWERED,
    /** Requests for blocks or the puzzle that were passed over: too many, or none that may be. */
    REQUESTS_REFUSED,
    /** Messages that concern nobody: of no use in this profile, not asked for, or too frequent. */
    IGNORED
  }

  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<CloseReason, Long> closes = new EnumMap<>(CloseReason.class);
  private final Map<CloseOrigin, Long> origins = new EnumMap<>(CloseOrigin.class);
  private final Map<Event, Long> events = new EnumMap<>(Event.class);
  private final Histogram handshakes = new Histogram("handshake");
  private final Histogram preparations = new Histogram("preparation");
  private long bytesIn;
  private long bytesOut;

  /** Counts a command's outcome and returns it. */
  Outcome sent(Outcome outcome) {
    outcomes.merge(outcome, 1L, Long::sum);
    return outcome;
  }

  /** Counts the refusal of a connection. */
  void closed(CloseReason reason) {
    closed(reason, CloseOrigin.SERVER);
  }

  /** Counts the end of a connection. */
  void closed(CloseReason reason, CloseOrigin origin) {
    closes.merge(reason, 1L, Long::sum);
    origins.merge(origin, 1L, Long::sum);
  }

  /** Counts what a connection that is over has carried, in bytes. */
  void carried(long in, long out) {
    bytesIn += in;
    bytesOut += out;
  }

  /** Bytes that connections have brought which are over. */
  long bytesIn() {
    return bytesIn;
  }

  /** Bytes that connections have taken away which are over. */
  long bytesOut() {
    return bytesOut;
  }

  /** From an open socket to a proven identity. */
  Histogram handshakes() {
    return handshakes;
  }

  /** From a proven identity to LIVE. */
  Histogram preparations() {
    return preparations;
  }

  /** Counts an event. */
  void count(Event event) {
    events.merge(event, 1L, Long::sum);
  }

  /** All of them by name, as in {@code sends.stale}, {@code closes.rotation}, {@code shed}. */
  Map<String, Long> list() {
    Map<String, Long> named = new TreeMap<>();
    for (Outcome outcome : Outcome.values()) {
      named.put("sends." + word(outcome), outcomes.getOrDefault(outcome, 0L));
    }
    closes.forEach((reason, count) -> named.put("closes." + word(reason), count));
    origins.forEach((origin, count) -> named.put("origins." + word(origin), count));
    for (Event event : Event.values()) {
      named.put(word(event), events.getOrDefault(event, 0L));
    }
    handshakes.into(named);
    preparations.into(named);
    return named;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
