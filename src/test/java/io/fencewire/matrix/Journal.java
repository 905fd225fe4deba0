package io.fencewire.matrix;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What was seen by the peers, by the JVMs of the node and by the harness, on one clock. */
final class Journal {
  private static final String PEER = "the peer";
  private static final long LOOKED_AT_NANOS = 300_000_000L;
  private static final long LASTING_NANOS = 4_000_000_000L;
  private static final long LATELY_NANOS = 3_000_000_000L;

  private final Map<String, Map<Long, Link>> links = new HashMap<>();
  private final Map<String, Close> alone = new HashMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Close> closes = new ArrayList<>();
  private final Map<String, String> peers = new HashMap<>();
  private final Map<String, Long> pinged = new HashMap<>();
  private final Map<String, Long> sessions = new HashMap<>();
  private final Map<Long, Ping> pings = new HashMap<>();
  private long pageFrom = System.nanoTime();
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, long[]> sends = new HashMap<>();
  private long twice;

  /** A connection that a peer holds, and which JVM of the node listens where its other end says. */
  record Link(String peer, long session, int jvm, long since) {}

  /** A time in which a peer had no connection, and what it began with. */
  record Gap(Close since, long to) {
    /** So long an exchange may take. */
    static final long MOMENT_NANOS = 1_000_000_000L;

    /** Whose it was. */
    String peer() {
      return since.peer;
    }

    /** Whether it was the moment between the end of the weaker of two and the stronger's beginning. */
    boolean isChange() {
      boolean chosen = since.isByThePeer() || since.reason == CloseReason.TIE_BREAK;
      return chosen && to - since.at < MOMENT_NANOS;
    }
  }

  /**
   * The end of a connection that was LIVE, as one end saw it.
   *
   * @param jvm which JVM of the node had it; -1 if the peer had not seen it LIVE
   * @param seenBy the peer, or the JVM's present start
   */
  record Close(
      String peer,
      long session,
      int jvm,
      CloseReason reason,
      CloseOrigin origin,
      String seenBy,
      long at) {
    /** Whether it was the peer's decision. */
    boolean isByThePeer() {
      return seenBy.equals(PEER) ? origin == CloseOrigin.SERVER : origin == CloseOrigin.PEER;
    }
  }

  /** The last ping of a connection, and which start of a JVM it came from. */
  private record Ping(String incarnation, long at) {}

  /** An item, and who has had it when. */
  static final class Item {
    final String source;
    final long at;
    final Map<String, Long> heard = new HashMap<>();

    Item(String source, long at) {
      this.source = source;
      this.at = at;
    }
  }

  /** How commands ended: written, expired, and written past the deadline. */
  record Sends(long written, long expired, long late) {}

  /** A peer holds a connection. */
  synchronized void gained(Link link) {
    links.computeIfAbsent(link.peer, any -> new HashMap<>()).put(link.session, link);
    Close since = alone.remove(link.peer);
    if (since != null) {
      gaps.add(new Gap(since, link.since));
    }
    notifyAll();
  }

  /** A peer holds it no more. */
  synchronized void lost(String peer, long session, CloseReason reason, CloseOrigin origin) {
    long now = System.nanoTime();
    Map<Long, Link> held = links.getOrDefault(peer, new HashMap<>());
    Link link = held.remove(session);
    Close close = new Close(peer, session, link == null ? -1 : link.jvm, reason, origin, PEER, now);
    closes.add(close);
    if (held.isEmpty()) {
      alone.putIfAbsent(peer, close);
    }
    notifyAll();
  }

  /** A JVM of the node reports something. */
  synchronized void told(String incarnation, String line) {
    String[] words = line.split(" +");
    long at = Long.parseLong(words[words.length - 1]);
    switch (words[0]) {
      case "gained" -> {
        peers.put(words[1], words[2]);
        sessions.put(words[1], Long.parseUnsignedLong(words[3], 16));
      }
      case "gone" ->
        closes.add(new Close(
            words[2],
            Long.parseUnsignedLong(words[3], 16),
            jvm(incarnation),
            CloseReason.valueOf(words[4]),
            CloseOrigin.valueOf(words[5]),
            incarnation,
            at));
      case "pinged" -> {
        pings.put(sessions.getOrDefault(words[1], 0L), new Ping(incarnation, at));
        pinged(peers.getOrDefault(words[1], words[1]), at);
      }
      case "item" -> heard(words[1], incarnation, at);
      case "sends" ->
        sends.put(incarnation, new long[] {
          Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])
        });
      default -> {}
    }
    notifyAll();
  }

  /** Somebody publishes an item. */
  synchronized void published(String name, String source) {
    items.put(name, new Item(source, System.nanoTime()));
  }

  /** Somebody is given an item. */
  synchronized void heard(String name, String receiver, long at) {
    Item item = items.get(name);
    if (item != null && item.heard.putIfAbsent(receiver, at) != null) {
      twice++;
    }
    notifyAll();
  }

  /** Forgets what is over, and begins anew; who holds what is kept. */
  synchronized long turnPage() {
    gaps.clear();
    closes.clear();
    items.clear();
    pinged.clear();
    twice = 0;
    pageFrom = System.nanoTime();
    return pageFrom;
  }

  /** The connections of each peer. */
  synchronized Map<String, List<Link>> held() {
    Map<String, List<Link>> held = new HashMap<>();
    links.forEach((peer, all) -> held.put(peer, List.copyOf(all.values())));
    return held;
  }

  /** Those who have a connection now. */
  synchronized Set<String> connected() {
    Set<String> connected = new HashSet<>();
    links.forEach((peer, all) -> {
      if (!all.isEmpty()) {
        connected.add(peer);
      }
    });
    return connected;
  }

  /** The times in which somebody had none, up to now. */
  synchronized List<Gap> gaps() {
    List<Gap> all = new ArrayList<>(gaps);
    long now = System.nanoTime();
    alone.values().forEach(since -> all.add(new Gap(since, now)));
    return all;
  }

  /** The ends of connections that fit. */
  synchronized List<Close> closes(Predicate<Close> fits) {
    return closes.stream().filter(fits).toList();
  }

  /** When a peer was first seen to have answered a ping since the page was turned; 0 if never. */
  synchronized long pingedAt(String peer) {
    return pinged.getOrDefault(peer, 0L);
  }

  /** How many lasting connections of these peers this JVM has pinged lately. */
  synchronized int entrusted(String incarnation, Set<String> among) {
    long now = System.nanoTime();
    return (int) links.values().stream()
        .flatMap(all -> all.values().stream())
        .filter(link -> among.contains(link.peer) && now - link.since > LASTING_NANOS)
        .map(link -> pings.get(link.session))
        .filter(ping -> ping != null && ping.incarnation.equals(incarnation))
        .filter(ping -> now - ping.at < LATELY_NANOS)
        .count();
  }

  /** The items that this source published since the page was turned. */
  synchronized List<Item> items(String source) {
    return items.values().stream().filter(item -> item.source.equals(source)).toList();
  }

  /** When the last of these had the item, or 0 if not all had. */
  synchronized long complete(Item item, Set<String> receivers) {
    long last = 0;
    for (String receiver : receivers) {
      Long at = item.heard.get(receiver);
      if (at == null) {
        return 0;
      }
      last = Math.max(last, at);
    }
    return last;
  }

  /** Those of these who have not had the item. */
  synchronized Set<String> missing(Item item, Set<String> receivers) {
    Set<String> missing = new HashSet<>(receivers);
    missing.removeAll(item.heard.keySet());
    return missing;
  }

  /** How often somebody was given an item again. */
  synchronized long twice() {
    return twice;
  }

  /** All commands so far. */
  synchronized Sends sends() {
    long[] sum = new long[3];
    sends.values().forEach(each -> {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += each[i];
      }
    });
    return new Sends(sum[0], sum[1], sum[2]);
  }

  /** Waits for something to happen, or a while; whoever calls looks again, and comes back. */
  @SuppressWarnings("WaitNotInLoop")
  synchronized void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was measured is seen a moment later. */
  private void pinged(String peer, long at) {
    if (at - pageFrom >= LOOKED_AT_NANOS) {
      pinged.putIfAbsent(peer, at);
    }
  }

  private static int jvm(String incarnation) {
    String name = incarnation.substring(0, incarnation.indexOf('#'));
    for (int jvm = 0; jvm < Cluster.SIZE; jvm++) {
      if (Cluster.name(jvm).equals(name)) {
        return jvm;
      }
    }
    throw new IllegalArgumentException(incarnation);
  }
}
