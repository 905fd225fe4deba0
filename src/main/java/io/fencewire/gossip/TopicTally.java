package io.fencewire.gossip;

import java.util.HashMap;
import java.util.Map;

/**
 * How many items of each topic were delivered. Peers choose the topics, so only the first ones are
 * counted one by one, and items of any other together.
 */
final class TopicTally {
  /** Topics that are counted one by one. */
  static final int TOPICS_MAX = 100;

  private final Map<String, Long> delivered = new HashMap<>();
  private long others;
  private long bytes;

  void add(String topic, int bodyBytes) {
    bytes += bodyBytes;
    if (delivered.containsKey(topic) || delivered.size() < TOPICS_MAX) {
      delivered.merge(topic, 1L, Long::sum);
    } else {
      others++;
    }
  }

  /** Items by topic. */
  Map<String, Long> delivered() {
    return Map.copyOf(delivered);
  }

  /** Bytes in the bodies of all items. */
  long bytes() {
    return bytes;
  }

  /** Items of all other topics. */
  long others() {
    return others;
  }
}
