package io.fencewire.peer;

/** Who ended a connection. */
public enum CloseOrigin {
  /** A fenced command of a role or an application. */
  COMMAND,
  /** This server's own judgement, from what it saw on the socket or in its tables. */
  SERVER,
  /** The peer, with a Disconnect or a Verdict that names the reason. */
  PEER,
  /** The socket ended or failed without a word. */
  SOCKET
}
