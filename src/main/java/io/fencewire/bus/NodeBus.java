package io.fencewire.bus;

import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.Judged;
import io.fencewire.bus.GossipCommand.Judgement;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** One node's part of the event bus: its addresses, and deliveries that stay in this JVM. */
public final class NodeBus {
  private static final DeliveryOptions LOCAL =
      new DeliveryOptions().setCodecName(BusCodec.NAME).setLocalOnly(true);

  private static final DeliveryOptions JSON =
      new DeliveryOptions().setCodecName(JsonCodec.NAME).setLocalOnly(true);

  private final Vertx vertx;
  private final Addresses addresses;
  private final Gate gate = new Gate();

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

  /** Announces an event to all who listen, those who speak JSON included. */
  public void announce(PeerEvent event) {
    publish(addresses.events(), event);
    vertx.eventBus().publish(addresses.jsonEvents(), event, JSON);
  }

  /** Delivers an accepted item to all who listen, those who speak JSON included. */
  public void deliver(Item item) {
    publish(addresses.topic(item.topic()), item);
    vertx.eventBus().publish(addresses.jsonTopic(item.topic()), item, JSON);
  }

  /**
   * Asks the validator of the item's topic, or where there is none the one that speaks JSON; fails
   * with a ReplyException if there is neither or no answer in time.
   */
  public Future<Judgement> judge(Item item, long timeoutMillis) {
    return ask(addresses.validator(item.topic()), item, timeoutMillis, Judged.class)
        .map(Judged::judgement)
        .recover(problem ->
            isAbsence(problem) ? judgeInJson(item, timeoutMillis) : Future.failedFuture(problem));
  }

  private Future<Judgement> judgeInJson(Item item, long timeoutMillis) {
    DeliveryOptions options = new DeliveryOptions(JSON).setSendTimeout(timeoutMillis);
    return vertx
        .eventBus()
        .<Object>request(addresses.jsonValidator(item.topic()), item, options)
        .map(reply -> JsonForm.judgement(reply.body()));
  }

  /** Whether a question failed because nobody listens there. */
  public static boolean isAbsence(Throwable problem) {
    return problem instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }

  /**
   * Asks one listener; fails with a ReplyException if there is none, no answer in time, or one of
   * another type.
   */
  public <T extends BusRecord> Future<T> ask(
      String address, BusRecord record, long timeoutMillis, Class<T> answer) {
    DeliveryOptions options = new DeliveryOptions(LOCAL).setSendTimeout(timeoutMillis);
    return vertx
        .eventBus()
        .request(address, record, options)
        .map(reply -> gate.open(reply, address, answer));
  }

  /**
   * Listens at an address for our records; deliveries arrive on the calling context. Anything else
   * is refused.
   */
  public MessageConsumer<BusRecord> listen(String address, Handler<Message<BusRecord>> handler) {
    return listen(address, BusRecord.class, handler);
  }

  /** Listens at an address for records of one type; anything else is refused. */
  public <T extends BusRecord> MessageConsumer<T> listen(
      String address, Class<T> type, Handler<Message<T>> handler) {
    return vertx.eventBus().localConsumer(address, message -> {
      if (gate.admits(message, type)) {
        handler.handle(message);
      }
    });
  }

  /** Messages and answers that were refused because they carried no record of ours. */
  public long refusedCount() {
    return gate.refusedCount();
  }

  /** Answers a message. */
  public static void answer(Message<? extends BusRecord> question, BusRecord answer) {
    question.reply(answer, LOCAL);
  }
}
