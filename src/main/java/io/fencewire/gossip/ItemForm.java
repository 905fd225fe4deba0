package io.fencewire.gossip;

import io.fencewire.wire.ByteReader;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Limits;
import io.fencewire.wire.Message;
import io.fencewire.wire.TopicMessage;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import io.fencewire.wire.WireException;
import org.jspecify.annotations.Nullable;

/** What an item is in a kind of network: how it travels, and what applications see of it. */
public enum ItemForm {
  /** Anyone's own network: topics are free, and the id of an item is the digest of its body. */
  PRIVATE {
    @Override
    Item published(String topic, Bytes body) {
      return Item.published(topic, body);
    }

    @Override
    @Nullable
    Item received(Message message) {
      return Item.received(message);
    }
  },
  /**
   * An Aleo network: there are transactions and solutions, whose ids follow from what is in them,
   * which nobody here can read. So for applications the declared id is part of the body and stands in
   * front, 32 bytes of a transaction's and 8 of a solution's. A snarkOS node drops whoever passes on
   * an item with a wrong id: nothing from a peer is passed on that no validator has judged.
   */
  ALEO {
    @Override
    Item published(String topic, Bytes body) {
      Item item = received(message(topic, body));
      if (item == null) {
        throw new IllegalArgumentException("an item in an Aleo network is of the topic '"
            + TopicMessage.TRANSACTIONS + "' or '" + TopicMessage.SOLUTIONS + "'");
      }
      return item;
    }

    @Override
    @Nullable
    Item received(Message message) {
      if (message instanceof UnconfirmedTransaction transaction) {
        Bytes bytes = transaction.transaction();
        ByteWriter whole = new ByteWriter(TRANSACTION_ID + bytes.size());
        return item(TopicMessage.TRANSACTIONS, whole.bytes(transaction.id()).bytes(bytes), message);
      }
      if (message instanceof UnconfirmedSolution solution) {
        Bytes bytes = solution.solution();
        ByteWriter whole = new ByteWriter(Long.BYTES + bytes.size());
        return item(TopicMessage.SOLUTIONS, whole.u64(solution.id()).bytes(bytes), message);
      }
      return null;
    }
  };

  private static final int TRANSACTION_ID = 32;

  /**
   * An item that an application of this node publishes.
   *
   * @throws IllegalArgumentException if the topic or the body can't travel; says what would
   */
  abstract Item published(String topic, Bytes body);

  /** The item that a peer's message carries; null if it carries none. */
  abstract @Nullable Item received(Message message);

  private static Item item(String topic, ByteWriter whole, Message message) {
    Bytes body = Bytes.wrap(whole.toArray());
    return new Item(topic, ItemKey.of(topic, body), body, message, true);
  }

  /** The message for what an application gave: the id, and behind it the rest. */
  private static Message message(String topic, Bytes body) {
    ByteReader in = new ByteReader(body.toArray(), 0, body.size());
    try {
      return switch (topic) {
        case TopicMessage.TRANSACTIONS ->
          new UnconfirmedTransaction(
              in.bytes(TRANSACTION_ID, "transaction id"), rest(in, Limits.ALEO_TRANSACTION_MAX));
        case TopicMessage.SOLUTIONS ->
          new UnconfirmedSolution(in.u64("solution id"), rest(in, Limits.ALEO_SOLUTION_MAX));
        default -> TopicMessage.of(topic, Bytes.EMPTY);
      };
    } catch (WireException e) {
      throw new IllegalArgumentException(
          "in an Aleo network an item begins with its id: " + e.getMessage(), e);
    }
  }

  private static Bytes rest(ByteReader in, int max) throws WireException {
    if (in.remaining() > max) {
      throw new IllegalArgumentException("behind its id an item of this topic has at most " + max
          + " bytes, not " + in.remaining());
    }
    return in.bytes(in.remaining(), "item");
  }
}
