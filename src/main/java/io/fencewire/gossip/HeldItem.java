package io.fencewire.gossip;

import io.fencewire.peer.PeerId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item whose body is held here, and the peers that sent it. These are remembered by identity, so
 * that a source which reconnects is not sent its own item.
 */
final class HeldItem {
  // More sources than a node has peers; later ones are still known through their connection.
  private static final int SOURCES_MAX = 64;

  private final Item item;
  private final @Nullable PeerId from;
  private final Set<PeerId> sources = new HashSet<>();

  /** An item that came first from this peer, or from an application of this node (null). */
  HeldItem(Item item, @Nullable PeerId from) {
    this.item = item;
    this.from = from;
    if (from != null) {
      join(from);
    }
  }

  Item item() {
    return item;
  }

  @Nullable
  PeerId from() {
    return from;
  }

  void join(PeerId source) {
    if (sources.size() < SOURCES_MAX) {
      sources.add(source);
    }
  }

  boolean cameFrom(PeerId peer) {
    return sources.contains(peer);
  }
}
