package io.fencewire.gossip;

import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What goes out to peers: one port call for all that are sent the same. */
final class Outbox {
  /** Ids in one Announce, Fetch or DontWant. */
  static final int IDS_MAX = 1_024;

  private final RelayPort port;

  Outbox(RelayPort port) {
    this.port = port;
  }

  /** Writes an item to those connections to which it isn't being written already. */
  void send(HeldItem held, List<Link> links) {
    ItemKey key = held.item().key();
    List<Addressee> targets = new ArrayList<>();
    for (Link link : links) {
      if (link.take(key)) {
        targets.add(link.addressee());
      }
    }
    if (!targets.isEmpty()) {
      port.fanOut(targets, held.item().message(), key);
    }
  }

  /** Writes keys to connections, in as many messages as it takes. */
  void tell(List<Link> links, List<ItemKey> keys, Function<List<Bytes>, Message> message) {
    if (links.isEmpty()) {
      return;
    }
    List<Addressee> targets = links.stream().map(Link::addressee).toList();
    for (int from = 0; from < keys.size(); from += IDS_MAX) {
      List<ItemKey> part = keys.subList(from, Math.min(from + IDS_MAX, keys.size()));
      port.tell(targets, message.apply(part.stream().map(ItemKey::toBytes).toList()));
    }
  }
}
