package io.fencewire.sim;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.server.SimServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must come about once the faults have stopped: L1 to L3. */
final class Liveness {
  private static final long SECOND = 1_000_000_000L;

  /** So many items at once are more than a narrow queue takes; they are tried again. */
  private static final int BURST = 12;

  private static final String PADDING = ".".repeat(1_500);

  private final World world;
  private final Swarm swarm;
  private final SimNet net;
  private final SimBus bus;
  private final List<SimNode> nodes;

  Liveness(SimNode.Ground ground, List<SimNode> nodes) {
    this.world = ground.world();
    this.swarm = ground.swarm();
    this.net = ground.net();
    this.bus = ground.bus();
    this.nodes = nodes;
  }

  /**
   * L2: waits until every node has had the peers it wants, nobody is alone or lacks more than one, and
   * both ends agree about each connection. Rotation goes on: where five nodes want three each, somebody
   * may always have let one go just now.
   */
  void awaitPeers(long until) {
    Set<SimNode> content = new HashSet<>();
    String missing = missing(content);
    while (!missing.isEmpty() && world.now() < until && world.violation() == null) {
      world.runUntil(world.now() + SECOND / 2);
      missing = missing(content);
    }
    if (!missing.isEmpty()) {
      world.fail("L2", missing);
    }
  }

  /** L1: every connection that is there all the time is pinged from both ends. */
  void awaitPings() {
    Map<SimNode, List<PeerConnection>> before = live();
    long begin = world.now();
    world.runUntil(begin + (long) (2.2 * swarm.pingSeconds() * SECOND));
    Map<SimNode, List<PeerConnection>> after = live();
    before.forEach((node, connections) -> {
      connections.retainAll(after.get(node));
      for (PeerConnection connection : connections) {
        SimServer server = node.server();
        if (server == null || (swarm.plain() < 0 && server.pingedAt(connection.token()) < begin)) {
          world.fail("L1", "n" + node.host() + " does not ping " + connection.token());
        }
      }
    });
  }

  /**
   * L3: what anybody publishes reaches all. Rotation may leave a node alone for as long as its
   * back-off lasts; then its turn comes after that.
   */
  void awaitItems(long until) {
    int round = 0;
    String missing = spread(round);
    while (!missing.isEmpty() && world.now() < until && world.violation() == null) {
      awaitPeers(until);
      missing = spread(++round);
    }
    if (!missing.isEmpty()) {
      world.fail("L3", missing);
    }
  }

  /** Every node publishes for two intervals; answers what of nobody's items came where. */
  private String spread(int round) {
    Contacts contacts = new Contacts(world);
    for (int left = 2 * swarm.refreshSeconds() / 5; left >= 0; left--) {
      for (SimNode node : nodes) {
        for (int copies = left == 0 ? BURST : 1; copies > 0; copies--) {
          publish("last " + node.host() + " " + round + " " + left + " " + copies, node, contacts);
        }
      }
      watch(5, contacts);
    }
    watch(12, contacts);
    String missing = "";
    Map<SimNode, List<PeerConnection>> live = live();
    for (SimNode node : nodes) {
      for (String item : contacts.sent()) {
        if (!has(node, item)) {
          missing = "'" + item.replace(".", "") + "' has not reached n" + node.host();
          contacts.lacks(node, item, live);
        }
      }
    }
    return missing;
  }

  private void publish(String name, SimNode node, Contacts contacts) {
    SimApp app = node.app();
    Actor actor = node.actor(SimNode.Part.APP);
    if (app != null && actor != null) {
      String text = name + PADDING;
      contacts.sent(text);
      world.at(world.now(), actor, () -> app.publish(text));
    }
  }

  private void watch(int seconds, Contacts contacts) {
    for (int second = 0; second < seconds; second++) {
      contacts.look(live());
      world.runUntil(world.now() + SECOND);
    }
    contacts.look(live());
  }

  private static boolean has(SimNode node, String item) {
    SimApp app = node.app();
    return app != null && app.has(item);
  }

  /** What is wrong with the peers now, or nothing. */
  private String missing(Set<SimNode> content) {
    Map<SimNode, List<PeerConnection>> live = live();
    int wanted = Math.min(swarm.target(), swarm.nodes() - 1);
    int fewest = Math.min(wanted, Math.max(1, wanted - 1));
    if (bus.busyUntil() > world.now() + SECOND) {
      return "what was said long ago is still under way";
    }
    if (net.hasBlackHole()) {
      return "a connection is in a black hole, and nobody has noticed";
    }
    if (net.hasSlowWay()) {
      return "what is written on a connection still takes long to arrive";
    }
    live.forEach((node, peers) -> {
      if (peers.size() >= wanted) {
        content.add(node);
      }
    });
    for (SimNode node : nodes) {
      if (!node.isAwake()) {
        return "n" + node.host() + " does not run";
      }
      List<PeerConnection> peers = live.get(node);
      if (!content.contains(node) || peers.size() < fewest) {
        return "n" + node.host() + " has " + peers.size() + " peers and wants " + wanted;
      }
      for (PeerConnection peer : peers) {
        SimNode other = at(peer.address());
        if (other == null || !agrees(live.get(other), peer)) {
          return "n" + node.host() + " holds " + peer.token() + ", and the other end does not";
        }
      }
    }
    return "";
  }

  private static boolean agrees(List<PeerConnection> others, PeerConnection peer) {
    return others.stream().anyMatch(other -> other.session() == peer.session());
  }

  private @Nullable SimNode at(ListenAddress address) {
    return nodes.stream()
        .filter(node -> SimNet.address(node.host()).equals(address))
        .findFirst()
        .orElse(null);
  }

  private Map<SimNode, List<PeerConnection>> live() {
    Map<SimNode, List<PeerConnection>> live = new HashMap<>();
    for (SimNode node : nodes) {
      SimServer server = node.server();
      live.put(
          node,
          server == null ? new ArrayList<>() : server.live().stream().collect(Collectors.toList()));
    }
    return live;
  }
}
