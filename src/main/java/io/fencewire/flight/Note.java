package io.fencewire.flight;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;

/** One thing that happened to a connection, as its server saw it. */
public sealed interface Note {
  /** It was dialled or accepted. */
  record Began(Direction direction, ListenAddress remote) implements Note {}

  /** It has changed its state; PREPARING is where its peer is proven and its token drawn. */
  record Became(ConnectionState from, ConnectionState to, String why) implements Note {}

  /**
   * A role was entrusted with it, in place of whoever was before.
   *
   * @param holder the role's instance, or an empty text if there is none
   */
  record Leased(Role role, Lease lease, String holder) implements Note {}

  /** A role has set up its state for it. */
  record Prepared(Role role, Lease lease) implements Note {}

  /** It was announced as connected. */
  record Connected() implements Note {}

  /**
   * It is over for everybody but the server itself.
   *
   * @param announced whether it had been connected, so that the world is told
   */
  record Ended(boolean announced, CloseReason reason, CloseOrigin origin, String why)
      implements Note {}

  /**
   * A command about a connection came to the fence.
   *
   * @param what the message, or the reason of a close, in capitals
   * @param named the generation that it was meant for
   * @param lease the right that it named, or {@link Lease#NONE}
   * @param leftNanos how long its deadline was away; negative if it was over
   */
  record Commanded(
      Order order, String what, ConnectionToken named, Lease lease, long leftNanos, Outcome outcome)
      implements Note {
    /** Whether it was carried out. */
    public boolean isExecuted() {
      return outcome == Outcome.WRITTEN;
    }
  }

  /**
   * Something about the timer of the connection.
   *
   * @param due when it is or was to fire, on the server's clock
   */
  record Timed(Timing timing, long due) implements Note {}

  /** What a command is for. */
  enum Order {
    /** To write a message. */
    SEND,
    /** To write a ping. */
    PING,
    /** To close it. */
    CLOSE,
    /** To close it in favour of another server's connection to the same peer. */
    YIELD
  }

  /** What can be said of a timer. */
  enum Timing {
    ARMED,
    FIRED,
    CANCELLED
  }
}
