package io.fencewire.devnet;

import io.fencewire.wire.Bytes;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The book of one run's items: who was given which, how often and how late. Exact: one bit per item
 * and node; an item's body and time are kept until every node has it.
 */
final class Deliveries {
  private final BitSet[] received;
  private final long[] deliveredTo;
  private final Map<Integer, Open> open = new HashMap<>();
  private final LatencyHistogram latencies = new LatencyHistogram();
  private int published;
  private long delivered;
  private long twice;
  private long corrupt;

  /** An empty book for this many nodes. */
  Deliveries(int nodes) {
    received = new BitSet[nodes];
    deliveredTo = new long[nodes];
    for (int node = 0; node < nodes; node++) {
      received[node] = new BitSet();
    }
  }

  /** A node gives its item to the network; numbers begin at 0 and have no gaps. */
  void published(int number, int publisher, Bytes body, long now) {
    if (number != published) {
      throw new IllegalArgumentException("the next item is " + published + ", not " + number);
    }
    published++;
    open.put(number, new Open(publisher, body, now));
  }

  /** A subscriber at a node was given an item. */
  void delivered(int number, int node, Bytes body, long now) {
    if (number < 0 || number >= published) {
      corrupt++;
    } else if (received[node].get(number)) {
      twice++;
    } else {
      received[node].set(number);
      first(number, node, body, now);
    }
  }

  private void first(int number, int node, Bytes body, long now) {
    Open item = open.get(number);
    if (item == null) {
      throw new IllegalStateException("item " + number + " was complete without node " + node);
    }
    if (!item.body.equals(body)) {
      corrupt++;
    }
    if (node != item.publisher) {
      delivered++;
      deliveredTo[node]++;
      latencies.record(now - item.at);
    }
    if (++item.holders == received.length) {
      open.remove(number);
    }
  }

  /** Items given to the network. */
  int published() {
    return published;
  }

  /** How many deliveries there must be: each item once at every node but its publisher. */
  long expected() {
    return published * (received.length - 1L);
  }

  /** How many there were, of items that others published, each counted once. */
  long delivered() {
    return delivered;
  }

  /** The same for one node. */
  long deliveredTo(int node) {
    return deliveredTo[node];
  }

  /** Deliveries of an item to a subscriber that had it already. */
  long twice() {
    return twice;
  }

  /** Deliveries of something that nobody published, or not so. */
  long corrupt() {
    return corrupt;
  }

  /** How long deliveries took. */
  LatencyHistogram latencies() {
    return latencies;
  }

  /** An item that not every node has. */
  private static final class Open {
    private final int publisher;
    private final Bytes body;
    private final long at;
    private int holders;

    private Open(int publisher, Bytes body, long at) {
      this.publisher = publisher;
      this.body = body;
      this.at = at;
    }
  }
}
