package io.fencewire.peer;

/** Where a connection is in its life. It only ever moves downwards in this list. */
public enum ConnectionState {
  /** A socket is being opened to a listener address. */
  DIALING,
  /** The socket is open; who is at the other end is not proven yet. */
  HANDSHAKING,
  /** The identity is proven and the token drawn; the roles set up their state for it. */
  PREPARING,
  /** Announced as connected: commands that carry its token are executed. */
  LIVE,
  /** The reason is being flushed; commands are refused, and the end has been announced. */
  CLOSING,
  /** Nothing of it is left but this word. */
  CLOSED
}
