package io.fencewire.heartbeat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Rtt;

/** What heartbeats do to the world. None of these calls back in the same turn. */
public interface HeartbeatPort {
  /**
   * Arms the generation's one timer, in place of the one it had; {@link Heartbeats#due} is called
   * at that point of the monotonic clock, or later.
   */
  void arm(ConnectionToken token, long atNanos);

  /** Cancels the generation's timer, if it has one. */
  void disarm(ConnectionToken token);

  /** Asks the server to ping; how that ended is told to {@link Heartbeats#answered}. */
  void ping(PingOrder order);

  /** Hears of a new round-trip time. */
  void measured(ConnectionToken token, Rtt rtt);

  /** Hears of every change of state. */
  void became(ConnectionToken token, Heartbeat.State state, long now, String why);
}
