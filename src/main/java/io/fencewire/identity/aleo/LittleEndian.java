package io.fencewire.identity.aleo;

import java.math.BigInteger;

/** Numbers in bytes of which the lowest comes first. */
final class LittleEndian {
  private LittleEndian() {}

  static BigInteger decode(byte[] bytes, int offset, int length) {
    byte[] reversed = new byte[length];
    for (int i = 0; i < length; i++) {
      reversed[length - 1 - i] = bytes[offset + i];
    }
    return new BigInteger(1, reversed);
  }

  /** The low bytes of a number; higher ones are dropped. */
  static byte[] encode(BigInteger value, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = value.shiftRight(i * Byte.SIZE).byteValue();
    }
    return bytes;
  }
}
