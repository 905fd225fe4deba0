package io.fencewire.gossip;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Ten relays over a network that delays, duplicates, refuses, and breaks and makes connections, all
 * of it drawn from one seed. The last node has no extensions. Promotions and ends are sometimes not
 * told; snapshots make that right.
 */
final class ToyNetwork {
  static final int NODES = 10;
  static final long MILLI = 1_000_000L;

  final List<ToyNode> nodes = new ArrayList<>();
  final List<String> faults = new ArrayList<>();
  private final Random random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Pair> pairs = new ArrayList<>();
  // All there ever were, and those that are open now, by the pair they join.
  private final Map<ConnectionToken, End> ends = new HashMap<>();
  private final Map<Pair, End> open = new LinkedHashMap<>();
  private long now;
  private long drawn;

  ToyNetwork(long seed) {
    random = new Random(seed);
    for (int i = 0; i < NODES; i++) {
      nodes.add(new ToyNode(this, i, new ServerId(i, seed)));
      pairs.add(new Pair(i, i, (i + 1) % NODES));
    }
    for (int i = 0; i < 8; i++) {
      int from = random.nextInt(NODES);
      int to = (from + 2 + random.nextInt(NODES - 3)) % NODES;
      pairs.add(new Pair(NODES + i, from, to));
    }
    pairs.forEach(this::open);
    snapshots();
  }

  /** Two nodes that are to be connected; numbered, because the same two may be drawn twice. */
  private record Pair(int number, int one, int other) {}

  private record Event(long at, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  /** One end of a connection: what one node's server knows of it. */
  static final class End {
    private final ToyNode node;
    private final PeerConnection connection;
    private final long liveAt;
    private long lastArrival;
    private boolean open = true;

    private End(ToyNode node, PeerConnection connection, long liveAt) {
      this.node = node;
      this.connection = connection;
      this.liveAt = liveAt;
    }

    PeerConnection connection() {
      return connection;
    }
  }

  long now() {
    return now;
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  void in(long millis, Runnable action) {
    at(now + millis * MILLI, action);
  }

  void at(long time, Runnable action) {
    events.add(new Event(time, drawn++, action));
  }

  /** Runs what happens until then. */
  void run(long untilMillis) {
    while (!events.isEmpty() && events.peek().at() <= untilMillis * MILLI) {
      Event next = events.remove();
      now = next.at();
      next.action().run();
    }
    now = untilMillis * MILLI;
  }

  /** Breaks a connection every now and then, and makes it anew a while later. */
  void churn(long untilMillis) {
    for (long at = 0; at < untilMillis; at += between(20, 150)) {
      at(now + at * MILLI, () -> breakOne(pairs.get(random.nextInt(pairs.size()))));
    }
  }

  /** What a server does with a write; calls back with the outcome some time later. */
  void write(ConnectionToken token, Message message, Consumer<Outcome> answer) {
    in(between(0, 5), () -> {
      Outcome outcome = attempt(token, message);
      in(between(0, 5), () -> answer.accept(outcome));
    });
  }

  End end(ConnectionToken token) {
    End end = ends.get(token);
    if (end == null) {
      throw new AssertionError("there never was a connection " + token);
    }
    return end;
  }

  private Outcome attempt(ConnectionToken token, Message message) {
    End end = end(token);
    int chance = random.nextInt(100);
    if (!end.open) {
      return Outcome.STALE;
    }
    if (now < end.liveAt) {
      return Outcome.NOT_READY;
    }
    if (chance < 5) {
      return Outcome.FULL;
    }
    if (chance < 7) {
      return Outcome.UNKNOWN;
    }
    carry(end, message);
    return chance < 9 ? Outcome.UNKNOWN : Outcome.WRITTEN;
  }

  /** Brings a message to the other end, once or twice, after those sent before it. */
  private void carry(End end, Message message) {
    End other = end(otherToken(end));
    int copies = random.nextInt(20) == 0 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      long arrival = Math.max(now + between(1, 30) * MILLI, other.liveAt);
      other.lastArrival = Math.max(other.lastArrival, arrival);
      at(other.lastArrival, () -> {
        if (other.open) {
          other.node.arrived(other, message);
        }
      });
    }
  }

  private static ConnectionToken otherToken(End end) {
    int peer = end.connection.peer().toBytes()[0];
    ServerId own = end.connection.token().serverId();
    return new ConnectionToken(
        new ServerId(peer, own.low()), end.connection.token().sequence());
  }

  private void open(Pair pair) {
    long sequence = ++drawn;
    boolean extensions = pair.one() != NODES - 1 && pair.other() != NODES - 1;
    open.put(pair, open(nodes.get(pair.one()), pair.other(), sequence, extensions));
    open(nodes.get(pair.other()), pair.one(), sequence, extensions);
  }

  private End open(ToyNode node, int peer, long sequence, boolean extensions) {
    PeerConnection connection = RelayRig.connection(node.serverId(), sequence, peer, extensions);
    End end = new End(node, connection, now + between(1, 20) * MILLI);
    ends.put(connection.token(), end);
    node.relay().prepared(connection, new Lease(sequence));
    if (random.nextInt(20) > 0) {
      at(end.liveAt, () -> {
        if (end.open) {
          node.relay().promoted(connection.token(), now);
          node.arm();
        }
      });
    }
    return end;
  }

  private void breakOne(Pair pair) {
    End end = open.remove(pair);
    if (end != null) {
      close(end);
      close(end(otherToken(end)));
      in(between(100, 1_500), () -> open(pair));
    }
  }

  private void close(End end) {
    end.open = false;
    if (random.nextInt(20) > 0) {
      in(between(0, 50), () -> {
        end.node.relay().ended(end.connection.token(), now);
        end.node.arm();
      });
    }
  }

  private void snapshots() {
    for (ToyNode node : nodes) {
      List<ListedLink> listed = new ArrayList<>();
      for (End one : open.values()) {
        for (End end : List.of(one, end(otherToken(one)))) {
          if (end.node == node) {
            Lease lease = new Lease(end.connection.token().sequence());
            listed.add(new ListedLink(end.connection, lease, now >= end.liveAt));
          }
        }
      }
      node.relay().reconciled(node.serverId(), listed, now);
      node.arm();
    }
    in(1_000, this::snapshots);
  }
}
