package io.fencewire.gossip;

import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.Publish;
import io.fencewire.wire.TopicMessage;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is gossiped: its topic, its body, and the message in which it travels.
 *
 * @param body what the application gave, without declared id and length
 * @param message relayed as it was received
 * @param genuine whether the id declared in the message is that of the body; true where there is
 *     none
 */
public record Item(String topic, ItemKey key, Bytes body, Message message, boolean genuine) {
  /**
   * An item that an application of this node publishes.
   *
   * @throws IllegalArgumentException if the topic or the body can't travel; says what would
   */
  public static Item published(String topic, Bytes body) {
    Item item = received(TopicMessage.of(topic, body));
    return Objects.requireNonNull(item, "a message made for a topic carries an item");
  }

  /**
   * The item that a peer's message carries; null if it carries none. A Publish on a topic that has a
   * message of its own carries none either: its key could be made to equal that of a true
   * transaction, which would then be taken for a copy.
   */
  public static @Nullable Item received(Message message) {
    if (message instanceof UnconfirmedTransaction transaction) {
      return of(transaction);
    }
    if (message instanceof UnconfirmedSolution solution) {
      return of(solution);
    }
    if (message instanceof Publish publish
        && !publish.topic().equals(TopicMessage.TRANSACTIONS)
        && !publish.topic().equals(TopicMessage.SOLUTIONS)) {
      return of(publish);
    }
    return null;
  }

  /** Whether only peers with extensions can be sent it. */
  boolean needsExtensions() {
    return message.type().isExtension();
  }

  // The declared id is part of the key. Were the key made of the body alone, a copy with a wrong id
  // that came first would have the true one taken for a duplicate of something bad.
  private static Item of(UnconfirmedTransaction message) {
    Bytes body = message.transaction();
    Bytes whole = whole(new ByteWriter(body.size() + 37).bytes(message.id()), body);
    boolean genuine = message.id().equals(TopicMessage.transactionId(body));
    return new Item(
        TopicMessage.TRANSACTIONS,
        ItemKey.of(TopicMessage.TRANSACTIONS, whole),
        body,
        message,
        genuine);
  }

  private static Item of(UnconfirmedSolution message) {
    Bytes body = message.solution();
    Bytes whole = whole(new ByteWriter(body.size() + 13).u64(message.id()), body);
    boolean genuine = message.id() == TopicMessage.solutionId(body);
    return new Item(
        TopicMessage.SOLUTIONS, ItemKey.of(TopicMessage.SOLUTIONS, whole), body, message, genuine);
  }

  private static Item of(Publish message) {
    ItemKey key = ItemKey.of(message.topic(), message.body());
    return new Item(message.topic(), key, message.body(), message, true);
  }

  private static Bytes whole(ByteWriter declaredId, Bytes body) {
    return Bytes.wrap(declaredId.data(body).toArray());
  }
}
