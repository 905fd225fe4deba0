package io.fencewire.refresh;

import io.fencewire.peer.ListenAddress;
import java.util.List;
import java.util.Set;

/**
 * What the servers showed when they were asked.
 *
 * @param askedAt when they were asked: the view may lack what happened since
 * @param listening where they listen
 * @param held their connections
 */
record View(long askedAt, Set<ListenAddress> listening, List<Held> held) {
  /** Keeps copies. */
  View {
    listening = Set.copyOf(listening);
    held = List.copyOf(held);
  }
}
