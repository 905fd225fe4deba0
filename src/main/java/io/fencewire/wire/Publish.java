package io.fencewire.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An item of a topic.
 *
 * @param topic 1 to 255 bytes in UTF-8
 * @param body at most {@link Limits#PRIVATE_BODY_MAX} bytes
 */
public record Publish(String topic, Bytes body) implements Message {
  /** The longest topic, in bytes of UTF-8. */
  public static final int TOPIC_MAX = 255;

  /** Checks that the topic has well-formed UTF-8 of the right length, and the body's length. */
  public Publish {
    byte[] utf8 = utf8(topic);
    if (!text(utf8).equals(topic)) {
      throw new IllegalArgumentException(
          "the topic has half of a surrogate pair; whole characters would be right");
    }
    Range.check(utf8.length, 1, TOPIC_MAX, "the length of the topic in UTF-8");
    Range.check(body.size(), 0, Limits.PRIVATE_BODY_MAX, "the length of the body");
  }

  @Override
  public MessageType type() {
    return MessageType.PUBLISH;
  }

  @Override
  public void encode(ByteWriter out) {
    byte[] utf8 = utf8(topic);
    out.u8(utf8.length).bytes(utf8).data(body);
  }

  static Publish decode(ByteReader in) throws WireException {
    byte[] utf8 = in.array(in.u8("length of the topic"), "topic");
    String topic = text(utf8);
    // a malformed byte was replaced while reading, and comes back as another
    if (!Arrays.equals(utf8(topic), utf8)) {
      throw new WireException("topic at byte 1 of the body is not well-formed UTF-8");
    }
    return new Publish(topic, in.data("body"));
  }

  private static byte[] utf8(String topic) {
    return topic.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
