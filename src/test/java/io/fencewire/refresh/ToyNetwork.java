package io.fencewire.refresh;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.ServerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A network of real refreshers with everything else made of toys: time is a queue of events, a dial
 * takes a few milliseconds, a server is a map of connections that refuses above its maximum, and
 * news of an end may get lost.
 */
final class ToyNetwork {
  private final RefreshOptions options;
  private final double newsLost;
  private final SplittableRandom random;
  private final ToyTime time = new ToyTime();
  private final Map<ListenAddress, Node> nodes = new LinkedHashMap<>();
  private long sequence;

  /** So many nodes within this range. */
  ToyNetwork(int size, RefreshOptions range, double newsLost, long seed) {
    this.newsLost = newsLost;
    this.random = new SplittableRandom(seed);
    this.options = range;
    for (int i = 0; i < size; i++) {
      Node node = new Node(i);
      nodes.put(node.address, node);
      time.after(random.nextLong(100 * ToyTime.MILLI), node::tick);
    }
  }

  /** The numbers of peers; the first node is the bootstrap node of the others. */
  static RefreshOptions range(int min, int target, int max) {
    Duration interval = Duration.ofSeconds(2);
    List<DialTarget> first = List.of(address(0));
    return new RefreshOptions(min, target, max, interval, 0.2, first, List.of(), null, true, false);
  }

  /** Lets so many rotation intervals pass. */
  void run(int intervals) {
    time.run(intervals * options.interval().toNanos());
    nodes.values().forEach(Node::measure);
  }

  /** Forgets what was measured so far. */
  void settle() {
    nodes.values().forEach(node -> node.meter = new PeerCount());
    nodes.values().forEach(Node::measure);
  }

  /** Ends a node, and every connection it has. */
  void kill(int index) {
    Node node = Objects.requireNonNull(nodes.get(address(index)));
    node.dead = true;
    List.copyOf(node.links.values()).forEach(link -> link.end(CloseReason.SOCKET_CLOSED));
  }

  /** The longest time any node was below its minimum, in ticks. */
  double longestBelowMinTicks() {
    return nodes.values().stream()
            .mapToLong(node -> node.meter.longestBelow())
            .max()
            .orElse(0)
        / (double) tickNanos();
  }

  int mostPeers() {
    return nodes.values().stream().mapToInt(node -> node.meter.most()).max().orElse(0);
  }

  double meanPeers() {
    return alive().stream().mapToInt(node -> node.links.size()).average().orElse(0);
  }

  long count(String counter) {
    return nodes.values().stream()
        .mapToLong(node -> node.refresh.counters().getOrDefault(counter, 0L))
        .sum();
  }

  /** Dials of a peer within two intervals of a rotation between the two. */
  long redialsTooEarly() {
    return nodes.values().stream().mapToLong(node -> node.tooEarly).sum();
  }

  /** The peer counts of all nodes, for messages. */
  List<Integer> peerCounts() {
    return alive().stream().map(Node::peers).toList();
  }

  private List<Node> alive() {
    return nodes.values().stream().filter(node -> !node.dead).toList();
  }

  private long tickNanos() {
    return Math.min(1_000 * ToyTime.MILLI, options.interval().toNanos() / 4);
  }

  private static ListenAddress address(int index) {
    return new ListenAddress("127.0.0.1", 4000 + index);
  }

  private long aMoment() {
    return ToyTime.MILLI + random.nextLong(20 * ToyTime.MILLI);
  }

  /** One connection, as two nodes hold it. */
  private final class Link {
    private final Node dialer;
    private final Node listener;
    private final ConnectionToken dialersToken;
    private final ConnectionToken listenersToken;

    private Link(Node dialer, Node listener) {
      this.dialer = dialer;
      this.listener = listener;
      dialersToken = new ConnectionToken(dialer.serverId, ++sequence);
      listenersToken = new ConnectionToken(listener.serverId, ++sequence);
      dialer.links.put(dialersToken, this);
      listener.links.put(listenersToken, this);
    }

    private Node other(Node node) {
      return node == dialer ? listener : dialer;
    }

    private Held held(Node node) {
      boolean dialed = node == dialer;
      PeerConnection connection = new PeerConnection(
          dialed ? dialersToken : listenersToken,
          other(node).id,
          other(node).address,
          dialed ? Direction.OUTBOUND : Direction.INBOUND,
          new PeerTraits(NodeType.CLIENT, 17, 1),
          dialersToken.sequence());
      return new Held(connection, ConnectionState.LIVE, random.nextInt(10) == 0);
    }

    private void end(CloseReason reason) {
      dialer.links.remove(dialersToken);
      listener.links.remove(listenersToken);
      dialer.measure();
      listener.measure();
      if (reason == CloseReason.ROTATION) {
        dialer.rotatedAt.put(listener.address, time.now());
        listener.rotatedAt.put(dialer.address, time.now());
      }
      dialer.news(() -> dialer.refresh.ended(dialersToken, reason, time.now()));
      listener.news(() -> listener.refresh.ended(listenersToken, reason, time.now()));
    }
  }

  /** One node: a real refresher and a toy server. */
  private final class Node {
    private final ListenAddress address;
    private final ServerId serverId;
    private final PeerId id;
    private final Refresh refresh;
    private final Map<ConnectionToken, Link> links = new LinkedHashMap<>();
    private final Map<ListenAddress, Long> rotatedAt = new LinkedHashMap<>();
    private boolean dead;
    private boolean tickSoon;
    private PeerCount meter = new PeerCount();
    private long tooEarly;

    private Node(int index) {
      address = address(index);
      serverId = new ServerId(index, index);
      byte[] bytes = new byte[PeerId.SIZE];
      bytes[0] = (byte) index;
      id = PeerId.of(bytes);
      refresh = new Refresh(options, random.split(), (next, why) -> {}, time.now());
    }

    private int peers() {
      return links.size();
    }

    private void tick() {
      if (!dead) {
        look();
        time.after(tickNanos() * 3 / 4 + random.nextLong(tickNanos() / 2), this::tick);
      }
    }

    private void look() {
      tickSoon = false;
      List<Held> held = links.values().stream().map(link -> link.held(this)).toList();
      Plan plan = refresh.tick(new View(time.now(), Set.of(address), held));
      plan.closes().forEach(close -> time.after(aMoment(), () -> close(close)));
      plan.dials().forEach(target -> dial((ListenAddress) target));
      plan.asks().forEach(this::ask);
    }

    private void news(Runnable news) {
      if (random.nextDouble() >= newsLost) {
        news.run();
        soon();
      }
    }

    private void soon() {
      if (!tickSoon && !dead) {
        tickSoon = true;
        time.after(10 * ToyTime.MILLI, this::look);
      }
    }

    private void close(Plan.Close close) {
      Link link = links.get(close.token());
      if (link != null) {
        link.end(close.reason());
      }
    }

    private void dial(ListenAddress to) {
      Long rotated = rotatedAt.get(to);
      if (rotated != null
          && time.now() - rotated < 2 * options.interval().toNanos() - 50 * ToyTime.MILLI) {
        tooEarly++;
      }
      time.after(aMoment(), () -> arrive(to));
    }

    private void arrive(ListenAddress to) {
      Node listener = nodes.get(to);
      CloseReason refusal = refusal(listener);
      ConnectionToken token = null;
      if (refusal == null && listener != null) {
        token = new Link(this, listener).dialersToken;
        measure();
        listener.measure();
        listener.soon();
      }
      DialEnd end = new DialEnd(to, token, refusal);
      time.after(aMoment(), () -> {
        refresh.dialed(end, time.now());
        soon();
      });
    }

    private @Nullable CloseReason refusal(@Nullable Node listener) {
      if (listener == null || listener.dead) {
        return CloseReason.DIAL_FAILED;
      }
      if (listener == this) {
        return CloseReason.SELF_CONNECTION;
      }
      if (links.values().stream().anyMatch(link -> link.other(this) == listener)) {
        return CloseReason.ALREADY_CONNECTED;
      }
      boolean full = peers() >= options.peersMax() || listener.peers() >= options.peersMax();
      return full ? CloseReason.SURPLUS : null;
    }

    private void ask(ConnectionToken token) {
      Link link = links.get(token);
      if (link == null) {
        return;
      }
      Node asked = link.other(this);
      ConnectionToken theirs = asked == link.dialer ? link.dialersToken : link.listenersToken;
      time.after(aMoment(), () -> {
        Optional<List<ListenAddress>> answer = asked.refresh.exchange().answer(theirs, time.now());
        answer.ifPresent(addresses -> time.after(aMoment(), () -> {
          refresh.exchange().told(token, addresses, time.now());
          soon();
        }));
      });
    }

    private void measure() {
      if (!dead) {
        meter.read(peers(), options.peersMin(), time.now());
      }
    }
  }
}
