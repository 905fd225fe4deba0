package io.fencewire.gossip;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of every item, and the one place where it changes. Pending items are bounded in number
 * and in bytes; the caller refuses a new one unless it {@link #hasRoom}.
 */
final class ItemBook {
  /** Bytes of pending bodies: a slow validator must not cost the memory of the whole node. */
  static final long PENDING_BYTES_MAX = 64L * 1024 * 1024;

  private final int pendingMax;
  private final Tally tally;
  private final Map<ItemKey, HeldItem> pending = new HashMap<>();
  private final SeenCache seen;
  private long pendingBytes;

  ItemBook(GossipOptions options, Tally tally) {
    this.pendingMax = options.pendingMax();
    this.tally = tally;
    this.seen = new SeenCache(options.seenMax(), tally);
  }

  ItemState stateOf(ItemKey key) {
    if (pending.containsKey(key)) {
      return ItemState.PENDING;
    }
    ItemState state = seen.get(key);
    return state != null ? state : ItemState.FORGOTTEN;
  }

  /** The item with this key if it is pending, else null. */
  @Nullable
  HeldItem pending(ItemKey key) {
    return pending.get(key);
  }

  boolean hasRoom(Item item) {
    return pending.size() < pendingMax && pendingBytes + item.body().size() <= PENDING_BYTES_MAX;
  }

  int pendingSize() {
    return pending.size();
  }

  int seenSize() {
    return seen.size();
  }

  /** Moves an item on; the reason is what is counted. */
  void become(HeldItem held, ItemState next, Count why) {
    ItemKey key = held.item().key();
    ItemState current = stateOf(key);
    assert current.leadsTo(next) : key + " can't go from " + current + " to " + next + ": " + why;
    if (pending.remove(key) != null) {
      pendingBytes -= held.item().body().size();
    }
    switch (next) {
      case PENDING -> {
        pending.put(key, held);
        pendingBytes += held.item().body().size();
      }
      case ACCEPTED, REJECTED -> seen.put(key, next);
      case FORGOTTEN -> {}
    }
    tally.add(why);
  }
}
