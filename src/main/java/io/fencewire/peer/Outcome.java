package io.fencewire.peer;

/**
 * How a command about a connection ended. Checked in the order of declaration; none of them closes
 * anything.
 */
public enum Outcome {
  /** The generation, or the lease on it, is gone: drop the task. */
  STALE,
  /** The command came after its deadline and was not executed. */
  EXPIRED,
  /** The connection is still being prepared; it will be announced when it is LIVE. */
  NOT_READY,
  /** The connection is closing; its end will be or has been announced. */
  CLOSING,
  /** This peer can't get this message: its protocol doesn't have it, or it did not ask for it. */
  UNSUPPORTED,
  /** The message is longer than this peer accepts. */
  TOO_LARGE,
  /** The bounded queue of this connection, or of all of them, has no room; try later. */
  FULL,
  /** Accepted into this generation's queue; it promises nothing about the peer. */
  WRITTEN,
  /** The bus gave no answer: the sender alone says this, the server never does. */
  UNKNOWN
}
