package io.fencewire.gossip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The items accepted a short while ago, with their bodies, oldest first: what a peer that comes
 * LIVE, or that fetches, can still be given. Bounded by age and by bytes; the oldest go first.
 */
final class RecentItems {
  // What an item costs beside its body, so that empty bodies are bounded too.
  private static final int OVERHEAD_BYTES = 256;

  private final long ageNanos;
  private final long bytesMax;
  private final Tally tally;
  private final Map<ItemKey, Recent> items = new LinkedHashMap<>();
  private long bytes;
  private long next;

  RecentItems(GossipOptions options, Tally tally) {
    this.ageNanos = options.recent().toNanos();
    this.bytesMax = options.recentBytes();
    this.tally = tally;
  }

  /**
   * One of them.
   *
   * @param sequence its place in the order of acceptance
   */
  record Recent(HeldItem held, long sequence, long expiresAt) {
    private int bytes() {
      return held.item().body().size() + OVERHEAD_BYTES;
    }
  }

  /** Keeps an accepted item from now on. */
  void add(HeldItem held, long now) {
    expire(now);
    Recent recent = new Recent(held, next++, now + ageNanos);
    items.put(held.item().key(), recent);
    bytes += recent.bytes();
    while (bytes > bytesMax) {
      removeOldest();
      tally.add(Count.RECENT_DROPPED);
    }
  }

  /** The item if it is recent enough, else null. */
  @Nullable
  Recent get(ItemKey key, long now) {
    expire(now);
    return items.get(key);
  }

  /** Those from a place in the order on. */
  List<Recent> from(long sequence, long now) {
    expire(now);
    List<Recent> found = new ArrayList<>();
    for (Recent recent : items.values()) {
      if (recent.sequence() >= sequence) {
        found.add(recent);
      }
    }
    return found;
  }

  /** The place that the next accepted item will get. */
  long nextSequence() {
    return next;
  }

  /** Drops what has become too old. */
  void expire(long now) {
    while (!items.isEmpty() && now - oldest().expiresAt() >= 0) {
      removeOldest();
    }
  }

  /** When the oldest becomes too old. */
  OptionalLong deadline() {
    return items.isEmpty() ? OptionalLong.empty() : OptionalLong.of(oldest().expiresAt());
  }

  int size() {
    return items.size();
  }

  /** What they cost: their bodies and {@value #OVERHEAD_BYTES} bytes each. */
  long bytes() {
    return bytes;
  }

  private Recent oldest() {
    return items.values().iterator().next();
  }

  private void removeOldest() {
    Iterator<Recent> all = items.values().iterator();
    bytes -= all.next().bytes();
    all.remove();
  }
}
