package io.fencewire.sim;

import io.fencewire.peer.PeerConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has been in touch with whom, and since when. Whatever else happens, an item must reach whoever
 * is connected to somebody who has it, or becomes so within a few seconds, and stays so.
 */
final class Contacts {
  /** Well within the time for which an item is kept for those who come later. */
  private static final long SOON_NANOS = 7_000_000_000L;

  /** Time enough to announce an item, to ask for it, to be refused and to try again. */
  private static final long ENOUGH_NANOS = 5_000_000_000L;

  private final World world;
  private final Map<Long, Long> since = new HashMap<>();
  private final List<String> sent = new ArrayList<>();

  Contacts(World world) {
    this.world = world;
  }

  /** Somebody publishes this. */
  void sent(String text) {
    sent.add(text);
  }

  /** All that was published. */
  List<String> sent() {
    return sent;
  }

  /** Takes note of the connections whose both ends are LIVE, by their sessions. */
  void look(Map<SimNode, List<PeerConnection>> live) {
    Map<Long, Integer> ends = new HashMap<>();
    live.values()
        .forEach(connections ->
            connections.forEach(connection -> ends.merge(connection.session(), 1, Integer::sum)));
    ends.values().removeIf(count -> count < 2);
    since.keySet().retainAll(ends.keySet());
    ends.keySet().forEach(session -> since.putIfAbsent(session, world.now()));
  }

  /** A node lacks this: that must not be if it has been in touch with somebody who has it. */
  void lacks(SimNode node, String item, Map<SimNode, List<PeerConnection>> live) {
    for (PeerConnection connection : live.get(node)) {
      for (SimNode other : live.keySet()) {
        SimApp app = other.app();
        Long begun = since.get(connection.session());
        if (app != null
            && begun != null
            && connection.address().equals(SimNet.address(other.host()))) {
          judge(node, item, begun, app.receivedAt(item));
        }
      }
    }
  }

  private void judge(SimNode node, String item, long begun, long there) {
    boolean inTime = there != Long.MAX_VALUE && begun - there <= SOON_NANOS;
    if (inTime && world.now() - Math.max(begun, there) >= ENOUGH_NANOS) {
      world.fail(
          "L3",
          "'%s' has not reached n%d, which is since %.3f s connected to one who has it"
              .formatted(item.replace(".", ""), node.host(), begun / 1e9));
    }
  }
}
