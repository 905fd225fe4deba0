package io.fencewire.admin;

import io.fencewire.bus.RoleAnswer.RoleStats;
import java.util.Map;

/** What the admin port counts of itself: each of its bounds, and what that has refused. */
final class OwnFigures {
  private final EventStreams streams;
  private final Rest rest;
  private final History history;

  OwnFigures(EventStreams streams, Rest rest, History history) {
    this.streams = streams;
    this.rest = rest;
    this.history = history;
  }

  /** All of them, in the form in which roles tell theirs. */
  RoleStats read() {
    return new RoleStats(
        Map.of(
            "streams", (long) streams.size(),
            "requests", (long) rest.underWay(),
            "history", (long) history.size()),
        Map.of(
            "streams_opened", streams.openedCount(),
            "streams_refused", streams.refusedCount(),
            "streams_dropped", streams.droppedCount(),
            "requests_refused", rest.refusedCount(),
            "history_forgotten", history.forgotten()));
  }
}
