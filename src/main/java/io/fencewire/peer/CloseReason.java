package io.fencewire.peer;

/**
 * Why a connection ended, or was refused. Codes 0 to 18 are snarkOS's Disconnect reasons; codes
 * from 64 on are understood between nodes with extensions, and every other peer is told the nearest
 * of snarkOS's.
 */
public enum CloseReason {
  EXCEEDED_FORK_RANGE(0),
  INVALID_CHALLENGE_RESPONSE(1),
  INVALID_FORK_DEPTH(2),
  I_NEED_TO_SYNC_FIRST(3),
  /** The peer gave none, or one that no version of the protocol knows. */
  NO_REASON_GIVEN(4),
  PROTOCOL_VIOLATION(5),
  OUTDATED_VERSION(6),
  PEER_HAS_DISCONNECTED(7),
  /** Rotated away by a refresher to make room for another peer (snarkOS: PeerRefresh). */
  ROTATION(8),
  SHUTDOWN(9),
  SYNC_COMPLETE(10),
  TOO_MANY_FAILURES(11),
  /** No slot left, or more peers than the maximum (snarkOS: TooManyPeers). */
  SURPLUS(12),
  YOU_NEED_TO_SYNC_FIRST(13),
  YOUR_PORT_IS_CLOSED(14),
  SELF_CONNECTION(15),
  /** Only listed or trusted peers are admitted here (snarkOS: NoExternalPeersAllowed). */
  NOT_ADMITTED(16),
  ALREADY_CONNECTING(17),
  /** Another connection to the same identity is alive. */
  ALREADY_CONNECTED(18),

  /** Both ends dialled at once, and the other connection won. */
  TIE_BREAK(64, 18),
  /** The same identity came back while this connection had fallen silent. */
  SUPERSEDED(65, 18),
  /** An application or an operator asked for it. */
  REQUESTED(66, 4),
  BANNED(67, 16),
  /** Nothing was heard for longer than the silence limit, on the server's own clock. */
  SILENT(68, 4),
  /** A write made no progress for longer than its grace. */
  STALLED(69, 4),
  EVICTED(70, 12),

  /** The socket ended without a Disconnect. */
  SOCKET_CLOSED(-1, 4),
  /** The socket failed: reset, broken pipe, and the like. */
  SOCKET_FAILED(-1, 4),
  HANDSHAKE_TIMEOUT(-1, 4),
  /** The other end is on another network: its genesis or restrictions id differs. */
  OTHER_NETWORK(71, 1),
  /** The key that TLS has proven is not the identity that the handshake has proven. */
  CHANNEL_MISMATCH(72, 1),
  /** The TLS handshake came to nothing: wrong certificate, wrong version, given up. */
  TLS_FAILED(-1, 4),
  /** The other end does not speak TLS, and this one does. */
  PLAIN_ON_TLS(-1, 4),
  /** The other end speaks TLS, and this one does not. */
  TLS_ON_PLAIN(-1, 5),
  /** Too many handshakes at a time: refused at accept, or where they wait for their threads. */
  PENDING_FULL(-1, 12),
  /** Refused at accept: too many attempts from this IP address. */
  TOO_MANY_ATTEMPTS(-1, 12),
  DIAL_FAILED(-1, 4),
  DIAL_TIMEOUT(-1, 4);

  private final int extensionCode;
  private final int plainCode;

  CloseReason(int code) {
    this(code, code);
  }

  CloseReason(int extensionCode, int plainCode) {
    this.extensionCode = extensionCode;
    this.plainCode = plainCode;
  }

  /** The code to put on the wire: our own where the peer has extensions, else snarkOS's nearest. */
  public int code(boolean extensions) {
    return extensions && extensionCode >= 0 ? extensionCode : plainCode;
  }

  /** The reason with this code; {@link #NO_REASON_GIVEN} for one that nobody knows. */
  public static CloseReason ofCode(int code) {
    for (CloseReason reason : values()) {
      if (reason.extensionCode == code && code >= 0) {
        return reason;
      }
    }
    return NO_REASON_GIVEN;
  }
}
