package io.fencewire.api;

import io.fencewire.bus.GossipCommand;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Rtt;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.TopicMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The peer network as seen from any verticle of the same Vert.x: publish items, subscribe to them,
 * judge them, list peers, connect, disconnect and ban them, send to one of them, watch connections
 * come and go. Needs nothing but the node's name. Subscriptions may be made before the node starts;
 * everything else fails with an {@link IllegalStateException} as long as it does not run. A wrong
 * argument is an {@link IllegalArgumentException} that says what would be right: thrown by methods
 * that return a subscription, the failure of the future of the others.
 */
public final class PeerNetwork {
  private final Vertx vertx;
  private final NodeBus bus;
  private final NodeServers servers;
  private final Publisher publisher;
  private final Blocks blocks;

  private PeerNetwork(Vertx vertx, NodeBus bus) {
    this.vertx = vertx;
    this.bus = bus;
    this.servers = new NodeServers(vertx, bus);
    this.publisher = new Publisher(servers);
    this.blocks = new Blocks(bus, servers);
  }

  /** The network of the node with this name. */
  public static PeerNetwork of(Vertx vertx, String node) {
    return new PeerNetwork(vertx, new NodeBus(vertx, node));
  }

  /**
   * Gives an item to the network, within 5 s or not at all. Of one {@code PeerNetwork} 1,024 items
   * may be on their way; a further one fails at once with an {@link IllegalStateException}.
   *
   * @param topic 1 to 255 bytes of UTF-8
   * @param body at most what one message may carry
   * @return the item's id, in hexadecimal
   */
  public Future<String> publish(String topic, byte[] body) {
    return publisher.publish(topic, body);
  }

  /** Is given every accepted item of a topic, once each, those of this node included. */
  public Subscription subscribe(String topic, Consumer<Item> subscriber) {
    TopicMessage.check(topic);
    Feed.begin(vertx, bus);
    var consumer = bus.listen(
        bus.addresses().topic(topic),
        GossipCommand.Item.class,
        message -> subscriber.accept(item(message.body())));
    return consumer::unregister;
  }

  /**
   * Judges every item of a topic that comes from a peer, before it is delivered and relayed; one
   * validator per topic. An item whose judgement fails, or takes longer than {@code
   * gossip.validate}, is ignored.
   */
  public Subscription validate(String topic, Function<Item, Future<Judgement>> validator) {
    TopicMessage.check(topic);
    var consumer = bus.listen(
        bus.addresses().validator(topic),
        GossipCommand.Item.class,
        message -> Future.succeededFuture(item(message.body()))
            .compose(validator)
            .onSuccess(judgement -> NodeBus.answer(
                message,
                new GossipCommand.Judged(GossipCommand.Judgement.valueOf(judgement.name()))))
            .onFailure(problem -> message.fail(500, String.valueOf(problem.getMessage()))));
    return consumer::unregister;
  }

  /** Is told of every connection that becomes LIVE or ends. */
  public Subscription onEvent(Consumer<PeerEvent> listener) {
    var consumer = bus.listen(
        bus.addresses().events(),
        io.fencewire.bus.PeerEvent.class,
        message -> listener.accept(event(message.body())));
    return consumer::unregister;
  }

  /** All connections of all servers of the node that are LIVE or being prepared. */
  public Future<List<PeerStatus>> peers() {
    return servers.with(client -> servers
        .inspect()
        .compose(shown -> servers.rtts(shown).map(measured -> peers(shown, measured))));
  }

  /**
   * Dials an address or a host name, from the server with the fewest connections, unless one has a
   * connection to it already.
   *
   * @param address {@code ip:port}, {@code [ipv6]:port} or {@code name:port}
   * @return the token of the connection once it is LIVE, also if it was there already; fails with a
   *     {@link DialException} if there is none
   */
  public Future<ConnectionToken> connect(String address) {
    return attempt(() -> DialTarget.parse(address))
        .compose(target -> servers
            .with(client ->
                servers.inspect().compose(shown -> client.connect(dialer(shown, target), target)))
            .compose(answer -> token(address, answer)));
  }

  /** Closes one connection; its peer is told that it was asked for. */
  public Future<Outcome> disconnect(ConnectionToken token) {
    return servers.with(
        token.serverId(),
        client -> client.close(token, CloseReason.REQUESTED).map(Answer::outcome));
  }

  /**
   * Sends an item to one connection and to nobody else. It travels as gossip does, so that the peer
   * takes it for an item and relays it.
   */
  public Future<Outcome> send(ConnectionToken token, String topic, byte[] body) {
    return attempt(() -> TopicMessage.of(topic, Bytes.of(body)))
        .compose(message -> send(token, message));
  }

  /**
   * Refuses an identity for a while, and closes what it holds now.
   *
   * @param time at least a millisecond, at most 365 days
   * @return WRITTEN if every server of the node refuses it, else the outcome at one that does not
   */
  public Future<Outcome> ban(PeerId peer, Duration time) {
    if (time.toMillis() < 1 || time.compareTo(Duration.ofDays(365)) > 0) {
      return Future.failedFuture(
          new IllegalArgumentException("a ban lasts 1ms to 365 days, not " + time));
    }
    return servers.with(client -> servers
        .inspect()
        .compose(shown -> Future.all(shown.stream()
            .map(one -> client.ban(one.serverId(), peer, time.toNanos()))
            .toList()))
        .map(all -> all.<Answer>list().stream()
            .map(Answer::outcome)
            .filter(outcome -> outcome != Outcome.WRITTEN)
            .findFirst()
            .orElse(Outcome.WRITTEN)));
  }

  /** What an application that has the chain adds to a node of an Aleo network. */
  public Blocks blocks() {
    return blocks;
  }

  /** Something that was asked for and can be given back. */
  @FunctionalInterface
  public interface Subscription {
    /** Asks for no more. */
    Future<Void> cancel();
  }

  private Future<Outcome> send(ConnectionToken token, Message message) {
    return servers.with(
        token.serverId(), client -> client.send(token, Lease.NONE, message).map(Answer::outcome));
  }

  private static ServerId dialer(List<Snapshot> shown, DialTarget target) {
    return shown.stream()
        .min(Comparator.comparing((Snapshot one) -> !holds(one, target))
            .thenComparing(one -> one.holdings().size()))
        .map(Snapshot::serverId)
        .orElseThrow();
  }

  private static boolean holds(Snapshot server, DialTarget target) {
    return server.holdings().stream()
        .anyMatch(holding -> holding.connection().address().equals(target));
  }

  private static List<PeerStatus> peers(List<Snapshot> shown, Map<ConnectionToken, Rtt> measured) {
    return shown.stream()
        .flatMap(one -> one.holdings().stream())
        .map(holding -> new PeerStatus(
            holding.connection(),
            holding.state(),
            measured.get(holding.connection().token()),
            holding.height()))
        .toList();
  }

  private static Future<ConnectionToken> token(String address, ConnectAnswer answer) {
    if (answer.token() != null) {
      return Future.succeededFuture(answer.token());
    }
    if (answer.refusal() == null) {
      return Future.failedFuture(new IllegalStateException(
          "the dial of " + address + " was not carried out: " + answer.outcome()));
    }
    return Future.failedFuture(new DialException(
        answer.refusal(), address + ": " + answer.refusal() + ": " + answer.detail()));
  }

  private static Item item(GossipCommand.Item item) {
    return new Item(item.topic(), item.id(), item.body(), item.from());
  }

  private static PeerEvent event(io.fencewire.bus.PeerEvent event) {
    if (event instanceof io.fencewire.bus.PeerEvent.Connected connected) {
      return new PeerEvent.Connected(connected.connection());
    }
    if (event instanceof io.fencewire.bus.PeerEvent.Disconnected over) {
      return new PeerEvent.Disconnected(over.connection(), over.reason(), over.origin());
    }
    var abandoned = (io.fencewire.bus.PeerEvent.Abandoned) event;
    return new PeerEvent.Abandoned(
        abandoned.session(), abandoned.peer(), abandoned.reason(), abandoned.origin());
  }

  private static <T> Future<T> attempt(Supplier<T> argument) {
    try {
      return Future.succeededFuture(argument.get());
    } catch (IllegalArgumentException problem) {
      return Future.failedFuture(problem);
    }
  }
}
