package io.fencewire.handshake;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;

/** The end of a handshake that can't succeed any more; the message says what was wrong. */
public final class HandshakeException extends Exception {
  private final CloseReason reason;
  private final CloseOrigin origin;

  private HandshakeException(CloseReason reason, CloseOrigin origin, String message) {
    super(message);
    this.reason = reason;
    this.origin = origin;
  }

  /** Our own judgement of what the peer sent. */
  public static HandshakeException judged(CloseReason reason, String message) {
    return new HandshakeException(reason, CloseOrigin.SERVER, message);
  }

  /** The peer's word that it does not want this connection. */
  static HandshakeException refused(int code) {
    CloseReason reason = CloseReason.ofCode(code);
    return new HandshakeException(
        reason, CloseOrigin.PEER, "the peer refused with " + reason + " (code " + code + ")");
  }

  /** Why the connection ends. */
  public CloseReason reason() {
    return reason;
  }

  /** Which end decided that: {@link CloseOrigin#SERVER} or {@link CloseOrigin#PEER}. */
  public CloseOrigin origin() {
    return origin;
  }
}
