package io.fencewire.api;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerId;

/**
 * What a peer of an Aleo network asks, for an application that has the chain to answer before the
 * deadline or not at all.
 */
public sealed interface PeerQuestion {
  /** The connection it was asked on, and the only one on which it can be answered. */
  ConnectionToken token();

  /** Who asks. */
  PeerId peer();

  /** Until when it can be answered, on {@link System#nanoTime}. */
  long deadline();

  /** Asks for the blocks from start to before end, at most 5, and never for the first of all. */
  record ForBlocks(ConnectionToken token, PeerId peer, long deadline, long start, long end)
      implements PeerQuestion {}

  /** Asks for the puzzle of the epoch. */
  record ForPuzzle(ConnectionToken token, PeerId peer, long deadline) implements PeerQuestion {}
}
