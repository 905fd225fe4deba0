package io.fencewire.wire;

/**
 * Bytes that are no message of the protocol. The message says what was found and what would be
 * right. It has no stack trace: any peer can cause it, and where it was thrown tells nothing.
 */
public final class WireException extends Exception {
  private final boolean tls;

  /** What was wrong, where, and what would be right. */
  public WireException(String message) {
    this(message, false);
  }

  private WireException(String message, boolean tls) {
    super(message, null, false, false);
    this.tls = tls;
  }

  /** The stream begins as TLS does. */
  static WireException ofTls(String message) {
    return new WireException(message, true);
  }

  /** Whether the other end speaks TLS instead. */
  public boolean isTls() {
    return tls;
  }
}
