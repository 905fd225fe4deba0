package io.fencewire.identity.aleo;

/** Bytes or a text that encode nothing; the message says what was wrong and what would be right. */
public final class EncodingException extends Exception {
  private static final long serialVersionUID = 1;

  EncodingException(String message) {
    super(message);
  }
}
