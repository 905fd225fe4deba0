package io.fencewire.server;

/** When a connection came how far, on the server's monotonic clock. */
final class Milestones {
  private long openedAt;
  private long preparedSince;

  /** The socket is open. */
  void opened(long now) {
    openedAt = now;
  }

  /** The identity is proven, and it has got its token; answers how long the handshake took. */
  long tokenDrawn(long now) {
    preparedSince = now;
    return now - openedAt;
  }

  /** How long it has had its token. */
  long age(long now) {
    return now - preparedSince;
  }
}
