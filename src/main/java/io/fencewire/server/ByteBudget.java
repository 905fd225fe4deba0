package io.fencewire.server;

/** Bytes that all outbound queues of a server may hold together. */
final class ByteBudget {
  private final long max;
  private long used;

  ByteBudget(long max) {
    this.max = max;
  }

  /** Takes bytes out of the budget, or none if there are not enough left. */
  boolean take(int bytes) {
    if (used + bytes > max) {
      return false;
    }
    used += bytes;
    return true;
  }

  /** Takes bytes even where there are none left: for the few that must not be refused. */
  void force(int bytes) {
    used += bytes;
  }

  /** Gives bytes back. */
  void give(long bytes) {
    used -= bytes;
    assert used >= 0 : "more bytes were given back than taken";
  }

  /** Bytes taken. */
  long used() {
    return used;
  }
}
