package io.fencewire.gossip;

import java.util.LinkedHashMap;
import java.util.Map;

/** The counters of one gossip role. */
final class Tally {
  private final long[] counts = new long[Count.values().length];

  void add(Count count) {
    add(count, 1);
  }

  void add(Count count, long more) {
    counts[count.ordinal()] += more;
  }

  Map<String, Long> byWord() {
    Map<String, Long> byWord = new LinkedHashMap<>();
    for (Count count : Count.values()) {
      byWord.put(count.word(), counts[count.ordinal()]);
    }
    return byWord;
  }
}
