package io.fencewire.peer;

/** Which end opened the socket. */
public enum Direction {
  /** The peer dialled us. */
  INBOUND,
  /** We dialled the peer. */
  OUTBOUND
}
