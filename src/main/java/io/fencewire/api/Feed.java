package io.fencewire.api;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.Shared;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerCommand.Hello;
import io.fencewire.peer.Role;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Delivers items in a JVM of a cluster that has applications and no gossip role. It hears what the
 * gossip instances of the node tell each other and hands each item on, once. While there is a gossip
 * role in this JVM, that does it, and the feed is still.
 */
final class Feed {
  /** Items that are remembered as delivered; the oldest is forgotten first. */
  private static final int SEEN_MAX = 65_536;

  /** After so long without a word of it, there is no gossip role in this JVM. */
  private static final long SILENCE_NANOS = 3_000_000_000L;

  private final NodeBus bus;
  private final Map<String, Boolean> seen = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > SEEN_MAX;
    }
  };
  private boolean gossipHere;
  private long gossipHeardAt;

  private Feed(NodeBus bus) {
    this.bus = bus;
  }

  /** Sees to it that items reach this JVM; once for each node is enough, more often does no harm. */
  static void begin(Vertx vertx, NodeBus bus) {
    LocalMap<String, Boolean> fed = vertx.sharedData().getLocalMap("io.fencewire.feeds");
    String node = bus.addresses().node();
    if (vertx.isClustered() && fed.putIfAbsent(node, true) == null) {
      Feed feed = new Feed(bus);
      // Both are heard on one context, for they were registered from it.
      vertx.getOrCreateContext().runOnContext(turn -> {
        bus.listen(bus.addresses().servers(), message -> feed.heard(message.body()));
        bus.listen(bus.addresses().mesh(), message -> feed.heard(message.body()));
      });
    }
  }

  private void heard(BusRecord record) {
    if (record instanceof Hello hello
        && hello.instance().role() == Role.GOSSIP
        && hello.instance().jvm().equals(bus.jvm())) {
      gossipHere = true;
      gossipHeardAt = System.nanoTime();
    } else if (record instanceof Shared shared) {
      deliver(shared.item());
    }
  }

  private void deliver(Item item) {
    gossipHere &= System.nanoTime() - gossipHeardAt < SILENCE_NANOS;
    if (seen.put(item.id(), true) == null && !gossipHere) {
      bus.deliver(item);
    }
  }
}
