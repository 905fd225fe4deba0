package io.fencewire.server;

/**
 * How much of one peer's gossip has been received and not yet taken in. Over the limit, reading
 * pauses; if that does not help for a second, reading goes on and gossip is shed until there is
 * room, so that pings and goodbyes are never held up by a slow role.
 */
final class InboundCredit {
  private enum Mode {
    /** There is room. */
    OPEN,
    /** No room; reading is paused. */
    PAUSED,
    /** No room for too long; reading goes on and gossip is dropped. */
    SHEDDING
  }

  private final int messagesMax;
  private final int bytesMax;
  private int messages;
  private int bytes;
  private Mode mode = Mode.OPEN;

  InboundCredit(ServerOptions.Queues limits) {
    this.messagesMax = limits.inboundMessages();
    this.bytesMax = limits.inboundBytes();
  }

  /** Counts a message on its way to gossip; false if it is to be shed instead. */
  boolean take(int size) {
    if (mode == Mode.SHEDDING) {
      return false;
    }
    messages++;
    bytes += size;
    if (messages >= messagesMax || bytes >= bytesMax) {
      mode = Mode.PAUSED;
    }
    return true;
  }

  /** A message was taken in. */
  void give(int size) {
    messages--;
    bytes -= size;
    assert messages >= 0 && bytes >= 0 : "more was taken in than received";
    if (messages < messagesMax && bytes < bytesMax) {
      mode = Mode.OPEN;
    }
  }

  /** Reading has been paused for as long as it may be. */
  void pauseIsOver() {
    if (mode == Mode.PAUSED) {
      mode = Mode.SHEDDING;
    }
  }

  /** Whether reading is to be paused. */
  boolean isPaused() {
    return mode == Mode.PAUSED;
  }

  /** Messages on their way to gossip. */
  int messages() {
    return messages;
  }
}
