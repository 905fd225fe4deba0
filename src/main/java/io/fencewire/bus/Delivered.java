package io.fencewire.bus;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which items were delivered in this JVM of a cluster. The gossip role and the feed of the
 * applications hear of the same items, and while one of them is just starting neither knows what the
 * other has delivered. May be used from several contexts.
 */
final class Delivered implements Shareable {
  /** Items that are remembered; the oldest is forgotten first. */
  static final int SIZE_MAX = 65_536;

  private static final String NAME = "io.fencewire.delivered";

  private final Map<String, Boolean> items = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > SIZE_MAX;
    }
  };

  /** The one of this node in this JVM. */
  static Delivered of(Vertx vertx, String node) {
    return vertx
        .sharedData()
        .<String, Delivered>getLocalMap(NAME)
        .computeIfAbsent(node, any -> new Delivered());
  }

  /** Whether an item is to be delivered now: it is asked about for the first time. */
  synchronized boolean isFirst(String id) {
    return items.put(id, true) == null;
  }
}
