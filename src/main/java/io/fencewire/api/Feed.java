package io.fencewire.api;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.GossipCommand.Shared;
import io.fencewire.bus.NodeBus;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;

/**
 * Delivers items in a JVM of a cluster that has applications, and perhaps no gossip role. It hears
 * what the gossip instances of the node tell each other and hands each item on, unless a gossip role
 * in this JVM has done so.
 */
final class Feed {
  private Feed() {}

  /** Sees to it that items reach this JVM; once for each node is enough, more often does no harm. */
  static void begin(Vertx vertx, NodeBus bus) {
    LocalMap<String, Boolean> fed = vertx.sharedData().getLocalMap("io.fencewire.feeds");
    String node = bus.addresses().node();
    if (vertx.isClustered() && fed.putIfAbsent(node, true) == null) {
      bus.listen(bus.addresses().mesh(), message -> heard(bus, message.body()));
    }
  }

  private static void heard(NodeBus bus, BusRecord record) {
    if (record instanceof Shared shared) {
      bus.deliver(shared.item());
    }
  }
}
