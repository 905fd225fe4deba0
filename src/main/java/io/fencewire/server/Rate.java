package io.fencewire.server;

import java.time.Duration;

/**
 * How many messages one peer may be sent. Windows that follow each other are counted apart, so that
 * whatever time of their length one looks at lies in two of them, and holds twice the bound of one at
 * the most.
 */
final class SendRate {
  private final int windowMax;
  private final long windowNanos;
  private long begun;
  private int sent;

  private SendRate(int windowMax, Duration window) {
    this.windowMax = windowMax;
    this.windowNanos = window.toNanos();
  }

  /**
   * Of all messages: a snarkOS node drops whoever sends it more than 500 within 5 s. What is left is
   * for Pings, Pongs and the goodbye, which are not counted.
   */
  static SendRate ofMessages() {
    return new SendRate(200, Duration.ofSeconds(5));
  }

  /** Of solutions: a snarkOS node drops whoever sends it more than 64 within 60 s. */
  static SendRate ofSolutions() {
    return new SendRate(30, Duration.ofSeconds(60));
  }

  /** Messages in one window. */
  int windowMax() {
    return windowMax;
  }

  /** Whether there were enough for now. */
  boolean isSpent(long now) {
    return sent == windowMax && now - begun < windowNanos;
  }

  /** Counts a message, for which there must be room. */
  void take(long now) {
    if (sent == 0 || now - begun >= windowNanos) {
      begun = now;
      sent = 0;
    }
    sent++;
  }
}
