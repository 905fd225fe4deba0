package io.fencewire.gossip;

/**
 * How many items a peer is sent in one turn: as many as a turn has room for, until its queue is full.
 * Then at most twice as many as it took in the turn before, so that no more than half of what is
 * tried is refused; and the next turn comes soon only if it took any.
 */
final class Flow {
  /** Items sent in full in one turn. */
  static final int ITEMS_MAX = 256;

  /** So many are tried even where none was taken. */
  static final int ITEMS_MIN = 8;

  private int allowed = ITEMS_MAX;
  private int taken;
  private boolean full;

  /** A turn begins. */
  void turn() {
    int next = full ? Math.max(2 * taken, ITEMS_MIN) : 2 * allowed;
    allowed = Math.min(next, ITEMS_MAX);
    taken = 0;
    full = false;
  }

  /** An item has found room. */
  void taken() {
    taken++;
  }

  /** An item has found none. */
  void full() {
    full = true;
  }

  /** How many items this turn may send. */
  int allowed() {
    return allowed;
  }

  /** Whether any has found room in this turn. */
  boolean isFlowing() {
    return taken > 0;
  }
}
