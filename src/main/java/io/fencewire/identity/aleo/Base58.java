package io.fencewire.identity.aleo;

import java.math.BigInteger;
import java.util.Arrays;

/** Bytes as one large number in digits of base 58, without a checksum. */
final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

  private Base58() {}

  /** Bytes whose first one is not zero: so there are no leading zeros to take care of. */
  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    BigInteger rest = new BigInteger(1, bytes);
    while (rest.signum() > 0) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text.append(ALPHABET.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return text.reverse().toString();
  }

  /**
   * Reads what {@link #encode} writes.
   *
   * @throws EncodingException if there is a character that is no digit, or a zero in front
   */
  static byte[] decode(String text) throws EncodingException {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0 || digit + i == 0) {
        throw new EncodingException("character " + (i + 1) + " can't be there in base 58");
      }
      value = value.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    byte[] bytes = value.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }
}
