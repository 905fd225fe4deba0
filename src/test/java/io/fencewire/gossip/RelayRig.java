package io.fencewire.gossip;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Announce;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.DontWant;
import io.fencewire.wire.Fetch;
import io.fencewire.wire.Message;
import io.fencewire.wire.Publish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A relay, a port that writes down what it is asked for, and a clock moved by hand. */
final class RelayRig implements RelayPort {
  final List<Item> shared = new ArrayList<>();
  static final ServerId SERVER = new ServerId(7, 7);
  static final String TOPIC = "news";

  final List<FanOut> fanOuts = new ArrayList<>();
  final List<Told> told = new ArrayList<>();
  final List<Handed> validated = new ArrayList<>();
  final List<Handed> delivered = new ArrayList<>();
  final Relay relay;
  // Close to the end of the range, so that a comparison without subtraction would fail.
  long now = Long.MAX_VALUE - 1_000;
  private long sequence;

  RelayRig() {
    this(GossipOptions.DEFAULT);
  }

  RelayRig(GossipOptions options) {
    relay = new Relay(options, this);
  }

  record FanOut(List<Addressee> targets, Message message, ItemKey key) {
    List<ConnectionToken> tokens() {
      return targets.stream().map(Addressee::token).toList();
    }
  }

  record Told(List<Addressee> targets, Message message) {
    List<ConnectionToken> tokens() {
      return targets.stream().map(Addressee::token).toList();
    }
  }

  record Handed(Item item, @Nullable PeerId from) {}

  static GossipOptions options(int seenMax, int pendingMax, int recentBytes) {
    return new GossipOptions(
        seenMax, pendingMax, Duration.ofSeconds(5), Duration.ofSeconds(10), recentBytes);
  }

  static PeerId peer(int number) {
    byte[] bytes = new byte[PeerId.SIZE];
    bytes[0] = (byte) number;
    return PeerId.of(bytes);
  }

  static Bytes text(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  static Bytes body(int size, int content) {
    byte[] bytes = new byte[size];
    bytes[0] = (byte) content;
    bytes[1] = (byte) (content >>> 8);
    return Bytes.wrap(bytes);
  }

  static Publish news(String text) {
    return new Publish(TOPIC, text(text));
  }

  static ItemKey key(Message message) {
    Item item = Item.received(message);
    if (item == null) {
      throw new AssertionError(message + " carries no item");
    }
    return item.key();
  }

  static Bytes id(Message message) {
    return key(message).toBytes();
  }

  static PeerConnection connection(ServerId server, long sequence, int peer, boolean extensions) {
    return new PeerConnection(
        new ConnectionToken(server, sequence),
        peer(peer),
        new ListenAddress("127.0.0.1", 4130 + peer),
        Direction.OUTBOUND,
        new PeerTraits(NodeType.CLIENT, 17, extensions ? 1 : 0),
        sequence);
  }

  PeerConnection next(int peer, boolean extensions) {
    return connection(SERVER, ++sequence, peer, extensions);
  }

  /** A connection that is LIVE. */
  ConnectionToken live(int peer) {
    return live(next(peer, true));
  }

  /** A connection without extensions that is LIVE. */
  ConnectionToken plain(int peer) {
    return live(next(peer, false));
  }

  ConnectionToken live(PeerConnection connection) {
    relay.prepared(connection, new Lease(connection.token().sequence()));
    relay.promoted(connection.token(), now);
    return connection.token();
  }

  void receive(ConnectionToken from, Message message) {
    relay.received(from, message, now);
  }

  void judge(Message message, Ruling ruling) {
    relay.judged(key(message), ruling, now);
  }

  /** An item comes from a peer and is accepted. */
  void accepted(ConnectionToken from, Message message) {
    receive(from, message);
    judge(message, Ruling.ACCEPT);
  }

  void announce(ConnectionToken from, Message... items) {
    receive(from, new Announce(ids(items)));
  }

  void fetch(ConnectionToken from, Message... items) {
    receive(from, new Fetch(ids(items)));
  }

  void dontWant(ConnectionToken from, Message... items) {
    receive(from, new DontWant(ids(items)));
  }

  static List<Bytes> ids(Message... items) {
    return List.of(items).stream().map(RelayRig::id).toList();
  }

  /** The outcome of writing an item comes back. */
  void written(ConnectionToken token, Message item, Outcome outcome) {
    relay.written(token, key(item), outcome, now);
  }

  /** Brings back the same outcome for everything written so far, and forgets what was written. */
  void allWritten(Outcome outcome) {
    List<FanOut> written = List.copyOf(fanOuts);
    fanOuts.clear();
    for (FanOut each : written) {
      each.tokens().forEach(token -> relay.written(token, each.key(), outcome, now));
    }
  }

  /** Moves the clock, waking the relay whenever it wants to be. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    OptionalLong next = relay.deadline();
    while (next.isPresent() && end - next.getAsLong() >= 0) {
      now = Math.max(0, next.getAsLong() - now) + now;
      relay.wake(now);
      OptionalLong following = relay.deadline();
      if (following.equals(next)) {
        throw new AssertionError("the relay asks again for a deadline that has passed");
      }
      next = following;
    }
    now = end;
  }

  void millis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  /** Everything written to a connection so far. */
  List<ItemKey> sentTo(ConnectionToken token) {
    return fanOuts.stream()
        .filter(each -> each.tokens().contains(token))
        .map(FanOut::key)
        .toList();
  }

  /** Announces, Fetches and DontWants told to a connection so far. */
  List<Message> toldTo(ConnectionToken token) {
    return told.stream()
        .filter(each -> each.tokens().contains(token))
        .map(Told::message)
        .toList();
  }

  long counter(Count count) {
    Long value = relay.counters().get(count.word());
    if (value == null) {
      throw new AssertionError("no counter for " + count);
    }
    return value;
  }

  long gauge(String name) {
    Long value = relay.gauges().get(name);
    if (value == null) {
      throw new AssertionError("no gauge named " + name);
    }
    return value;
  }

  @Override
  public void fanOut(List<Addressee> targets, Message message, ItemKey key) {
    fanOuts.add(new FanOut(targets, message, key));
  }

  @Override
  public void tell(List<Addressee> targets, Message message) {
    told.add(new Told(targets, message));
  }

  @Override
  public void validate(Item item, @Nullable PeerId from) {
    validated.add(new Handed(item, from));
  }

  @Override
  public void share(Item item, @Nullable PeerId from) {
    shared.add(item);
  }

  @Override
  public void deliver(Item item, @Nullable PeerId from) {
    delivered.add(new Handed(item, from));
  }
}
