package io.fencewire.server;

/**
 * How many messages one peer is sent. A snarkOS node drops whoever sends it more than 500 within
 * 5 s, however short they are. Windows that follow each other are counted apart, so that whatever
 * 5 s one looks at lie in two of them: they hold twice {@link #WINDOW_MAX} at the most, and the
 * rest is left for Pings, Pongs and the goodbye, which are not counted.
 */
final class SendRate {
  /** Messages in one window. */
  static final int WINDOW_MAX = 200;

  static final long WINDOW_NANOS = 5_000_000_000L;

  private long begun;
  private int sent;

  /** Counts a message; false if there were enough for now. */
  boolean take(long now) {
    if (sent == 0 || now - begun >= WINDOW_NANOS) {
      begun = now;
      sent = 0;
    }
    if (sent == WINDOW_MAX) {
      return false;
    }
    sent++;
    return true;
  }
}
