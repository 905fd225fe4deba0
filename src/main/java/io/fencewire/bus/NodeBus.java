package io.fencewire.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

/** One node's part of the event bus: its addresses, and deliveries that stay in this JVM. */
public final class NodeBus {
  private static final DeliveryOptions LOCAL =
      new DeliveryOptions().setCodecName(BusCodec.NAME).setLocalOnly(true);

  private final Vertx vertx;
  private final Addresses addresses;

  /** The bus of the node with this name. */
  public NodeBus(Vertx vertx, String node) {
    this.vertx = vertx;
    this.addresses = new Addresses(node);
    BusCodec.register(vertx);
  }

  /** Where things are said. */
  public Addresses addresses() {
    return addresses;
  }

  /** Says something to one listener and waits for no answer. */
  public void tell(String address, BusRecord record) {
    vertx.eventBus().send(address, record, LOCAL);
  }

  /** Says something to all listeners. */
  public void publish(String address, BusRecord record) {
    vertx.eventBus().publish(address, record, LOCAL);
  }

  /** Asks one listener; fails with a ReplyException if there is none or no answer in time. */
  public <T extends BusRecord> Future<T> ask(
      String address, BusRecord record, long timeoutMillis, Class<T> answer) {
    DeliveryOptions options = new DeliveryOptions(LOCAL).setSendTimeout(timeoutMillis);
    return vertx
        .eventBus()
        .<BusRecord>request(address, record, options)
        .map(reply -> answer.cast(reply.body()));
  }

  /** Listens at an address; deliveries arrive on the calling context. */
  public MessageConsumer<BusRecord> listen(String address, Handler<Message<BusRecord>> handler) {
    return vertx.eventBus().localConsumer(address, handler);
  }

  /** Answers a message. */
  public static void answer(Message<BusRecord> question, BusRecord answer) {
    question.reply(answer, LOCAL);
  }
}
