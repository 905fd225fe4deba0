package io.fencewire.gossip;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items that were accepted or rejected. Bounded: when it is full the oldest is forgotten, and
 * would be taken for new if it came again.
 */
final class SeenCache {
  private final Map<ItemKey, ItemState> states;

  SeenCache(int max, Tally tally) {
    states = new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<ItemKey, ItemState> eldest) {
        boolean full = size() > max;
        if (full) {
          tally.add(Count.SEEN_FORGOTTEN);
        }
        return full;
      }
    };
  }

  /** How the item ended; null if that is not, or no longer, known. */
  @Nullable
  ItemState get(ItemKey key) {
    return states.get(key);
  }

  void put(ItemKey key, ItemState state) {
    states.put(key, state);
  }

  int size() {
    return states.size();
  }
}
