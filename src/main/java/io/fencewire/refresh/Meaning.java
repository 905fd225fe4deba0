package io.fencewire.refresh;

import io.fencewire.peer.CloseReason;

/** What a refusal, or the end of a connection, says about dialling that address again. */
enum Meaning {
  /** The address is our own: never again. */
  OURSELVES,
  /** The peer is there and another connection to it lives, or is being made. */
  THERE,
  /** The peer is well and has no room, or no time, for us. */
  NO_ROOM,
  /** One side let the other go on purpose: both leave each other alone for a while. */
  LET_GO,
  /** One side does not admit the other, which only an operator can change. */
  UNWELCOME,
  /** Nobody there, or nobody we can talk to. */
  FAULT;

  static Meaning of(CloseReason reason) {
    return switch (reason) {
      case SELF_CONNECTION -> OURSELVES;
      case ALREADY_CONNECTING, ALREADY_CONNECTED, TIE_BREAK, SUPERSEDED -> THERE;
      case SURPLUS, EVICTED, PENDING_FULL, TOO_MANY_ATTEMPTS, SHUTDOWN -> NO_ROOM;
      case ROTATION, REQUESTED -> LET_GO;
      case NOT_ADMITTED -> UNWELCOME;
      case EXCEEDED_FORK_RANGE,
          INVALID_CHALLENGE_RESPONSE,
          INVALID_FORK_DEPTH,
          I_NEED_TO_SYNC_FIRST,
          NO_REASON_GIVEN,
          PROTOCOL_VIOLATION,
          OUTDATED_VERSION,
          PEER_HAS_DISCONNECTED,
          SYNC_COMPLETE,
          TOO_MANY_FAILURES,
          YOU_NEED_TO_SYNC_FIRST,
          YOUR_PORT_IS_CLOSED,
          SILENT,
          BANNED,
          STALLED,
          SOCKET_CLOSED,
          SOCKET_FAILED,
          HANDSHAKE_TIMEOUT,
          OTHER_NETWORK,
          CHANNEL_MISMATCH,
          TLS_FAILED,
          PLAIN_ON_TLS,
          TLS_ON_PLAIN,
          DIAL_FAILED,
          DIAL_TIMEOUT -> FAULT;
    };
  }
}
