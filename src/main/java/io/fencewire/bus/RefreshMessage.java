package io.fencewire.bus;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.RoleInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the refreshers of a node, each in a JVM of its own, tell each other. */
public sealed interface RefreshMessage extends BusRecord {
  /** Which refresher says this. */
  RoleInstance instance();

  /** A refresher is there: said every second. */
  record Beat(RoleInstance instance, boolean active) implements RefreshMessage {}

  /** A part of the address book of the one that acts, so that the next one does not start anew. */
  record BookPage(RoleInstance instance, List<Line> lines) implements RefreshMessage {
    /** Lines in one page. */
    public static final int LINES_MAX = 500;
  }

  /**
   * One address of the book; times are ages.
   *
   * @param source the group of the peer that told it
   * @param connectedSeconds null if it was never connected
   */
  record Line(
      ListenAddress address,
      String source,
      long seenSeconds,
      int failures,
      @Nullable Long connectedSeconds) {}
}
