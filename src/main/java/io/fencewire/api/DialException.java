package io.fencewire.api;

import io.fencewire.peer.CloseReason;

/** A dial came to nothing; the message says which and why. */
public final class DialException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final CloseReason reason;

  DialException(CloseReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why there is no connection. */
  public CloseReason reason() {
    return reason;
  }
}
