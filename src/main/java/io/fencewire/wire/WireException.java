package io.fencewire.wire;

/**
 * Bytes that are no message of the protocol. The message says what was found and what would be
 * right. It has no stack trace: any peer can cause it, and where it was thrown tells nothing.
 */
public final class WireException extends Exception {
  /** What was wrong, where, and what would be right. */
  public WireException(String message) {
    super(message, null, false, false);
  }
}
