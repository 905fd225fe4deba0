package io.fencewire.flight;

/**
 * The parts of the recorder, each with its own bound: neither a crowd of strangers nor a busy minute
 * can push out how the connections of proven peers began and ended.
 */
public enum Lane {
  /** Of connections that have no token: who has come, and how far he got. */
  APPROACH,
  /** How connections with a token live: states, leases, announcements, the commands that close. */
  LIFE,
  /** Sends, refused commands and timers. */
  TRAFFIC
}
