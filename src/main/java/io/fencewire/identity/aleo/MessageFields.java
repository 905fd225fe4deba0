package io.fencewire.identity.aleo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as field elements: its bits, the lowest of each byte first, in chunks of 252. The 16
 * bytes of a handshake are one element.
 *
 * <p>How long the last chunk is does not go into it, so a message and the same with zero bytes behind
 * it can give the same elements, and then have the same signatures. The protocol's are of one length.
 */
final class MessageFields {
  /** How many elements a message can have. */
  static final int COUNT_MAX = 4161;

  private static final int CHUNK_BITS = Fp.MODULUS.bitLength() - 1;
  private static final BigInteger CHUNK_MASK =
      BigInteger.ONE.shiftLeft(CHUNK_BITS).subtract(BigInteger.ONE);

  private MessageFields() {}

  /** Whether the message is short enough to be signed. */
  static boolean areFew(byte[] message) {
    return count(message) <= COUNT_MAX;
  }

  static List<Fp> of(byte[] message) {
    List<Fp> fields = new ArrayList<>();
    for (int i = 0; i < count(message); i++) {
      fields.add(Fp.of(chunk(message, i * CHUNK_BITS)));
    }
    return fields;
  }

  private static BigInteger chunk(byte[] message, int fromBit) {
    int from = fromBit / Byte.SIZE;
    int length = Math.min(message.length - from, CHUNK_BITS / Byte.SIZE + 2);
    return LittleEndian.decode(message, from, length)
        .shiftRight(fromBit % Byte.SIZE)
        .and(CHUNK_MASK);
  }

  private static long count(byte[] message) {
    return ((long) message.length * Byte.SIZE + CHUNK_BITS - 1) / CHUNK_BITS;
  }
}
