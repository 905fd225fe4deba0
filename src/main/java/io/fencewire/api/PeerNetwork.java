package io.fencewire.api;

import io.fencewire.bus.GossipCommand;
import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.peer.Role;
import io.fencewire.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The peer network as seen from any verticle of the same Vert.x: publish items, subscribe to them,
 * judge them, watch connections come and go. Needs nothing but the node's name; the node may start
 * later.
 */
public final class PeerNetwork {
  private static final long ANSWER_MILLIS = 5_000;

  private final NodeBus bus;

  private PeerNetwork(NodeBus bus) {
    this.bus = bus;
  }

  /** The network of the node with this name. */
  public static PeerNetwork of(Vertx vertx, String node) {
    return new PeerNetwork(new NodeBus(vertx, node));
  }

  /**
   * Gives an item to the network.
   *
   * @param topic 1 to 255 bytes of UTF-8
   * @param body at most what one message may carry
   * @return the item's id, in hexadecimal; fails with an {@link IllegalArgumentException} that says
   *     what was wrong with the item
   */
  public Future<String> publish(String topic, byte[] body) {
    return bus.ask(
            bus.addresses().role(Role.GOSSIP),
            new GossipCommand.PublishItem(topic, Bytes.of(body)),
            ANSWER_MILLIS,
            RoleAnswer.Published.class)
        .compose(published -> published.problem().isEmpty()
            ? Future.succeededFuture(published.id())
            : Future.failedFuture(new IllegalArgumentException(published.problem())));
  }

  /** Is given every accepted item of a topic, once each, those of this node included. */
  public Subscription subscribe(String topic, Consumer<Item> subscriber) {
    return listen(bus.addresses().topic(topic), Item.class, subscriber);
  }

  /** Judges every item of a topic before it is delivered and relayed; one validator per topic. */
  public Subscription validate(String topic, Function<Item, Judgement> validator) {
    var consumer = bus.listen(
        bus.addresses().validator(topic),
        message -> NodeBus.answer(
            message, new GossipCommand.Judged(validator.apply((Item) message.body()))));
    return consumer::unregister;
  }

  /** Is told of every connection that becomes LIVE or ends. */
  public Subscription onEvent(Consumer<PeerEvent> listener) {
    return listen(bus.addresses().events(), PeerEvent.class, listener);
  }

  private <T> Subscription listen(String address, Class<T> type, Consumer<T> consumer) {
    var registered = bus.listen(address, message -> consumer.accept(type.cast(message.body())));
    return registered::unregister;
  }

  /** Something that was asked for and can be given back. */
  @FunctionalInterface
  public interface Subscription {
    /** Asks for no more. */
    Future<Void> cancel();
  }
}
