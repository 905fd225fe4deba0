package io.fencewire.gossip;

import io.fencewire.gossip.RecentItems.Recent;
import io.fencewire.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What the gossip instances of one node, each in a JVM of its own, owe each other: each tells the
 * others at once what it accepts, and every few seconds the keys of what it accepted lately, so that
 * one that missed something, or has just started, can ask for it.
 */
final class Mesh {
  /** Keys in one digest; the newest are named. */
  static final int KEYS_MAX = 4_096;

  private final RecentItems recent;
  private final ItemBook book;
  private final Tally tally;
  private long before;
  private long last;

  Mesh(RecentItems recent, ItemBook book, Tally tally) {
    this.recent = recent;
    this.book = book;
    this.tally = tally;
  }

  /** What was accepted since the last digest but one: each key is named twice, and then no more. */
  List<Bytes> digest(long now) {
    List<Recent> named = recent.from(before, now);
    before = last;
    last = recent.nextSequence();
    return named.stream()
        .skip(Math.max(0, named.size() - KEYS_MAX))
        .map(each -> each.held().item().key().toBytes())
        .toList();
  }

  /** Those that are not known here. */
  List<Bytes> missing(List<Bytes> keys) {
    List<Bytes> missing = keys.stream()
        .filter(key -> book.stateOf(ItemKey.of(key)) == ItemState.FORGOTTEN)
        .toList();
    tally.add(Count.MISSED, missing.size());
    return missing;
  }

  /** Those of these items that are still held here. */
  List<HeldItem> find(List<Bytes> keys, long now) {
    List<HeldItem> found = new ArrayList<>();
    for (Bytes key : keys) {
      Recent kept = recent.get(ItemKey.of(key), now);
      if (kept != null) {
        found.add(kept.held());
      }
    }
    return found;
  }
}
