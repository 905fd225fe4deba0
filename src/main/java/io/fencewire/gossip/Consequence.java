package io.fencewire.gossip;

import io.fencewire.peer.Outcome;

/** What the outcome of writing to a peer means for gossip. */
enum Consequence {
  /** Don't send it on this connection again: it is on its way, or never can be. */
  SETTLED,
  /** It did not go, and may go a while later. */
  AGAIN,
  /** The connection is about to be over, and its end will be told. */
  NOTHING,
  /** The connection is over. */
  GONE;

  static Consequence of(Outcome outcome) {
    return switch (outcome) {
      case WRITTEN, UNSUPPORTED, TOO_LARGE -> SETTLED;
      case NOT_READY, FULL, EXPIRED, UNKNOWN -> AGAIN;
      case CLOSING -> NOTHING;
      case STALE -> GONE;
    };
  }
}
