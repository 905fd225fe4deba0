package io.fencewire.server;

import java.time.Duration;

/**
 * How many messages of a kind may go to one peer, or are taken from it. Windows that follow each other are counted apart, so that
 * whatever time of their length one looks at lies in two of them, and holds twice the bound of one at
 * the most.
 */
final class Rate {
  private final int windowMax;
  private final long windowNanos;
  private long begun;
  private int count;

  private Rate(int windowMax, Duration window) {
    this.windowMax = windowMax;
    this.windowNanos = window.toNanos();
  }

  /**
   * Of all messages: a snarkOS node drops whoever sends it more than 500 within 5 s. What is left is
   * for Pings, Pongs and the goodbye, which are not counted.
   */
  static Rate ofMessages() {
    return new Rate(200, Duration.ofSeconds(5));
  }

  /** Of solutions: a snarkOS node drops whoever sends it more than 64 within 60 s. */
  static Rate ofSolutions() {
    return new Rate(30, Duration.ofSeconds(60));
  }

  /** Of requests for blocks that a peer makes: a snarkOS node drops whoever makes more. */
  static Rate ofBlockRequests() {
    return new Rate(256, Duration.ofSeconds(60));
  }

  /** Of requests for the puzzle that a peer makes: a snarkOS node drops whoever makes more. */
  static Rate ofPuzzleRequests() {
    return new Rate(5, Duration.ofSeconds(60));
  }

  /** Messages in one window. */
  int windowMax() {
    return windowMax;
  }

  /** Whether there were enough for now. */
  boolean isSpent(long now) {
    return count == windowMax && now - begun < windowNanos;
  }

  /** Counts a message, for which there must be room. */
  void take(long now) {
    if (count == 0 || now - begun >= windowNanos) {
      begun = now;
      count = 0;
    }
    count++;
  }
}
