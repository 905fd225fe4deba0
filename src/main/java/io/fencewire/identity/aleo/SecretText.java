package io.fencewire.identity.aleo;

import java.util.HexFormat;

/**
 * How a secret number of 32 bytes is written: in base 58, behind bytes that were chosen so that the
 * text begins with what it is. No message quotes such a text.
 */
enum SecretText {
  /** The seed of an account. */
  PRIVATE_KEY("APrivateKey1", "7f86bd74d2ddd2899112fd", 59),
  /** The scalar of a view key. */
  VIEW_KEY("AViewKey1", "0e8adfccf7e07a", 53);

  private static final int NUMBER_DIGITS = 64;

  private final String beginning;
  private final String prefix;
  private final int length;

  SecretText(String beginning, String prefix, int length) {
    this.beginning = beginning;
    this.prefix = prefix;
    this.length = length;
  }

  String write(byte[] number) {
    HexFormat hex = HexFormat.of();
    return Base58.encode(hex.parseHex(prefix + hex.formatHex(number)));
  }

  byte[] read(String text) throws EncodingException {
    if (text.length() == length) {
      HexFormat hex = HexFormat.of();
      String digits = hex.formatHex(Base58.decode(text));
      if (digits.startsWith(prefix) && digits.length() == prefix.length() + NUMBER_DIGITS) {
        return hex.parseHex(digits.substring(prefix.length()));
      }
    }
    throw new EncodingException(
        "it should be " + length + " characters, beginning with " + beginning);
  }
}
