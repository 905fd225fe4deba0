package io.fencewire.gossip;

import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.Publish;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
  /** The topic whose items travel as {@link UnconfirmedTransaction}. */
  public static final String TRANSACTIONS = "transactions";

  /** The topic whose items travel as {@link UnconfirmedSolution}. */
  public static final String SOLUTIONS = "solutions";

  /** The longest body; private profiles refuse longer ones at the frame's first bytes. */
  public static final int BODY_MAX = 131_072;

  private static final int TOPIC_MAX = 255;

  /**
   * An item that an application of this node publishes.
   *
   * @throws IllegalArgumentException if the topic or the body can't travel; says what would
   */
  public static Item published(String topic, Bytes body) {
    check(topic, body);
    return switch (topic) {
      case TRANSACTIONS -> of(new UnconfirmedTransaction(transactionId(body), body));
      case SOLUTIONS -> of(new UnconfirmedSolution(solutionId(body), body));
      default -> of(new Publish(topic, body));
    };
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
        && !publish.topic().equals(TRANSACTIONS)
        && !publish.topic().equals(SOLUTIONS)) {
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
    boolean genuine = message.id().equals(transactionId(body));
    return new Item(TRANSACTIONS, ItemKey.of(TRANSACTIONS, whole), body, message, genuine);
  }

  private static Item of(UnconfirmedSolution message) {
    Bytes body = message.solution();
    Bytes whole = whole(new ByteWriter(body.size() + 13).u64(message.id()), body);
    boolean genuine = message.id() == solutionId(body);
    return new Item(SOLUTIONS, ItemKey.of(SOLUTIONS, whole), body, message, genuine);
  }

  private static Item of(Publish message) {
    ItemKey key = ItemKey.of(message.topic(), message.body());
    return new Item(message.topic(), key, message.body(), message, true);
  }

  private static Bytes whole(ByteWriter declaredId, Bytes body) {
    return Bytes.wrap(declaredId.data(body).toArray());
  }

  private static Bytes transactionId(Bytes body) {
    return Bytes.wrap(ItemKey.sha256(body.toArray()));
  }

  private static long solutionId(Bytes body) {
    return ByteBuffer.wrap(ItemKey.sha256(body.toArray()))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong();
  }

  private static void check(String topic, Bytes body) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(topic)) {
      throw new IllegalArgumentException(
          "a topic is well-formed Unicode; this one holds half of a surrogate pair");
    }
    int length = topic.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > TOPIC_MAX) {
      throw new IllegalArgumentException(
          "a topic has 1 to " + TOPIC_MAX + " bytes of UTF-8, not " + length);
    }
    if (body.size() > BODY_MAX) {
      throw new IllegalArgumentException(
          "an item has at most " + BODY_MAX + " bytes, not " + body.size());
    }
  }
}
