package io.fencewire.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** In which message an item of a topic travels: two topics have one of their own. */
public final class TopicMessage {
  /** The topic whose items travel as {@link UnconfirmedTransaction}. */
  public static final String TRANSACTIONS = "transactions";

  /** The topic whose items travel as {@link UnconfirmedSolution}. */
  public static final String SOLUTIONS = "solutions";

  private TopicMessage() {}

  /**
   * The message for this item; the ids of transactions and solutions are those of their bodies.
   *
   * @throws IllegalArgumentException if the topic or the body can't travel; says what would
   */
  public static Message of(String topic, Bytes body) {
    check(topic);
    if (body.size() > Limits.PRIVATE_BODY_MAX) {
      throw new IllegalArgumentException(
          "an item has at most " + Limits.PRIVATE_BODY_MAX + " bytes, not " + body.size());
    }
    return switch (topic) {
      case TRANSACTIONS -> new UnconfirmedTransaction(transactionId(body), body);
      case SOLUTIONS -> new UnconfirmedSolution(solutionId(body), body);
      default -> new Publish(topic, body);
    };
  }

  /**
   * Checks a topic.
   *
   * @throws IllegalArgumentException if it can't travel; says what would
   */
  public static void check(String topic) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(topic)) {
      throw new IllegalArgumentException(
          "a topic is well-formed Unicode; this one holds half of a surrogate pair");
    }
    int length = topic.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > Publish.TOPIC_MAX) {
      throw new IllegalArgumentException(
          "a topic has 1 to " + Publish.TOPIC_MAX + " bytes of UTF-8, not " + length);
    }
  }

  /** The true id of a transaction: the SHA-256 of its body. */
  public static Bytes transactionId(Bytes body) {
    return Bytes.wrap(sha256(body));
  }

  /** The true id of a solution: the first 8 bytes of the SHA-256 of its body, little-endian. */
  public static long solutionId(Bytes body) {
    return ByteBuffer.wrap(sha256(body)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static byte[] sha256(Bytes body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
