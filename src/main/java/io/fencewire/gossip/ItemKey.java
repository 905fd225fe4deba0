package io.fencewire.gossip;

import io.fencewire.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An item's name in the gossip layer: the SHA-256 of its topic and its body as on the wire.
 *
 * <p>Peers choose the keys they announce and could choose them to collide in a hash table. Keys are
 * therefore comparable: {@link java.util.HashMap} then keeps even a crowded bucket in order, and a
 * lookup stays logarithmic.
 *
 * @param a the first eight bytes, big-endian; the others follow
 */
public record ItemKey(long a, long b, long c, long d) implements Comparable<ItemKey> {
  /** Length of a key, in bytes. */
  public static final int SIZE = 32;

  /**
   * The key of a body on a topic: SHA-256(u8 topic length ‖ topic ‖ body). The length comes first so
   * that no item of topic {@code ab} has the key of one of topic {@code a} whose body begins with
   * {@code b}.
   *
   * @param topic 1 to 255 bytes of UTF-8
   */
  public static ItemKey of(String topic, Bytes body) {
    byte[] name = topic.getBytes(StandardCharsets.UTF_8);
    return of(sha256(new byte[] {(byte) name.length}, name, body.toArray()));
  }

  /**
   * The key with these bytes.
   *
   * @throws IllegalArgumentException if there are not exactly {@value #SIZE} of them
   */
  public static ItemKey of(Bytes bytes) {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a key has " + SIZE + " bytes, not " + bytes.size());
    }
    return of(bytes.toArray());
  }

  private static ItemKey of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new ItemKey(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** The SHA-256 of these parts, one after the other. */
  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Its {@value #SIZE} bytes, as they travel in Announce, Fetch and DontWant. */
  public Bytes toBytes() {
    ByteBuffer out = ByteBuffer.allocate(SIZE);
    out.putLong(a).putLong(b).putLong(c).putLong(d);
    return Bytes.wrap(out.array());
  }

  @Override
  public int compareTo(ItemKey other) {
    if (a != other.a) {
      return Long.compareUnsigned(a, other.a);
    }
    if (b != other.b) {
      return Long.compareUnsigned(b, other.b);
    }
    int byThird = Long.compareUnsigned(c, other.c);
    return byThird != 0 ? byThird : Long.compareUnsigned(d, other.d);
  }

  /** 64 hexadecimal digits. */
  @Override
  public String toString() {
    return toBytes().toString();
  }
}
