package io.fencewire.server;

/** What a connection's one timer can be due for. */
enum Wake {
  /** The socket should be open by now. */
  DIAL,
  /** The identity should be proven by now. */
  HANDSHAKE,
  /** A role that has not set up its state by now is not waited for. */
  PREPARE,
  /** The peer dialled again, and this connection should have given a sign of life by now. */
  PROBE,
  /** The write in flight should have left by now. */
  STALL,
  /** Something should have been heard by now. */
  SILENCE,
  /** Reading was paused long enough: read on, and shed what gossip can't take. */
  READING,
  /** The reason should be flushed by now. */
  FLUSH
}
