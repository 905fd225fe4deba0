package io.fencewire.identity.aleo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Text with a checksum (BIP 350): what it is, a 1, and the bytes in base 32. Of any length: the 90
 * characters at most of the standard are not kept to by Aleo's signatures.
 */
final class Bech32m {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CONSTANT = 0x2bc830a3;
  private static final int DIGIT_BITS = 5;
  private static final int CHECKSUM_DIGITS = 6;

  private Bech32m() {}

  static String encode(String kind, byte[] bytes) {
    byte[] digits = regroup(bytes, Byte.SIZE, DIGIT_BITS);
    StringBuilder text = new StringBuilder(kind).append('1');
    for (byte digit : digits) {
      text.append(ALPHABET.charAt(digit));
    }
    int checksum = checksum(kind);
    for (byte digit : digits) {
      checksum = extended(checksum, digit);
    }
    for (int i = 0; i < CHECKSUM_DIGITS; i++) {
      checksum = extended(checksum, 0);
    }
    for (int i = CHECKSUM_DIGITS - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt((checksum ^ CONSTANT) >>> (DIGIT_BITS * i) & 0x1f));
    }
    return text.toString();
  }

  /**
   * The bytes of a text of this kind, which is all lower case or all upper case.
   *
   * @throws EncodingException if it is of another kind or length, or mistyped
   */
  static byte[] decode(String kind, String text, int size) throws EncodingException {
    int dataDigits = (size * Byte.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;
    int length = kind.length() + 1 + dataDigits + CHECKSUM_DIGITS;
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.length() != length || !lower.startsWith(kind + '1')) {
      throw new EncodingException(
          "it should be " + length + " characters, beginning with " + kind + '1');
    }
    if (!text.equals(lower) && !text.equals(lower.toUpperCase(Locale.ROOT))) {
      throw new EncodingException("it is neither all lower case nor all upper case");
    }
    return bytes(checkedDigits(kind, lower), size);
  }

  /** The digits between kind and checksum. */
  private static byte[] checkedDigits(String kind, String text) throws EncodingException {
    int start = kind.length() + 1;
    byte[] digits = new byte[text.length() - start - CHECKSUM_DIGITS];
    int checksum = checksum(kind);
    for (int i = start; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new EncodingException("character " + (i + 1) + " can't be there in bech32m");
      }
      checksum = extended(checksum, digit);
      if (i - start < digits.length) {
        digits[i - start] = (byte) digit;
      }
    }
    if (checksum != CONSTANT) {
      throw new EncodingException("its checksum is wrong: a character is mistyped");
    }
    return digits;
  }

  private static byte[] bytes(byte[] digits, int size) throws EncodingException {
    byte[] bytes = regroup(digits, DIGIT_BITS, Byte.SIZE);
    for (int i = size; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        throw new EncodingException("the bits that fill its last character up are not zero");
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  /** The same bits in groups of another size, the last one filled up with zeros. */
  private static byte[] regroup(byte[] groups, int from, int to) {
    byte[] result = new byte[(groups.length * from + to - 1) / to];
    for (int bit = 0; bit < groups.length * from; bit++) {
      int value = groups[bit / from] >>> (from - 1 - bit % from) & 1;
      result[bit / to] |= (byte) (value << (to - 1 - bit % to));
    }
    return result;
  }

  private static int checksum(String kind) {
    byte[] letters = kind.getBytes(StandardCharsets.US_ASCII);
    int checksum = 1;
    for (byte letter : letters) {
      checksum = extended(checksum, letter >>> DIGIT_BITS);
    }
    checksum = extended(checksum, 0);
    for (byte letter : letters) {
      checksum = extended(checksum, letter & 0x1f);
    }
    return checksum;
  }

  private static int extended(int checksum, int digit) {
    int result = (checksum & 0x1ffffff) << DIGIT_BITS ^ digit;
    for (int i = 0; i < GENERATOR.length; i++) {
      result ^= (checksum >>> (25 + i) & 1) != 0 ? GENERATOR[i] : 0;
    }
    return result;
  }
}
