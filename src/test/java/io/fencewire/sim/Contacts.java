package io.fencewire.sim;

import io.fencewire.peer.PeerConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has been in touch with whom, and since when. Whatever else happens, an item must reach those
 * who are connected to its publisher, or become so within a few seconds, and stay so.
 */
final class Contacts {
  /** Well within the time for which a publisher keeps an item for those who come later. */
  private static final long SOON_NANOS = 7_000_000_000L;

  private final World world;
  private final Map<Long, Long> since = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();

  Contacts(World world) {
    this.world = world;
  }

  /** What somebody published. */
  record Sent(String text, SimNode by, long at) {}

  /** Somebody publishes this, now. */
  void sent(String text, SimNode by) {
    sent.add(new Sent(text, by, world.now()));
  }

  /** All that was published. */
  List<Sent> sent() {
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

  /** A node lacks this: that must not be if it has been in touch with the publisher. */
  void lacks(SimNode node, Sent item, Map<SimNode, List<PeerConnection>> live) {
    for (PeerConnection connection : live.get(node)) {
      Long begun = since.get(connection.session());
      boolean toPublisher = connection.address().equals(SimNet.address(item.by().host()));
      if (toPublisher && begun != null && begun - item.at() <= SOON_NANOS) {
        world.fail(
            "L3",
            "'%s' has not reached n%d, which is connected to its publisher since %.3f s"
                .formatted(item.text().replace(".", ""), node.host(), begun / 1e9));
      }
    }
  }
}
