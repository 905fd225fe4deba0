package io.fencewire.wire;

import org.jspecify.annotations.Nullable;

/**
 * The messages of the protocol by their id: 0 to 12 are snarkOS's, 256 to 262 Fencewire's
 * extensions.
 */
public enum MessageType {
  BLOCK_REQUEST(0),
  BLOCK_RESPONSE(1),
  CHALLENGE_REQUEST(2),
  CHALLENGE_RESPONSE(3),
  DISCONNECT(4),
  PEER_REQUEST(5),
  PEER_RESPONSE(6),
  PING(7),
  PONG(8),
  PUZZLE_REQUEST(9),
  PUZZLE_RESPONSE(10),
  UNCONFIRMED_SOLUTION(11),
  UNCONFIRMED_TRANSACTION(12),
  /** The responder's last word of the handshake. */
  VERDICT(256),
  /** A ping that is answered with the same number. */
  NONCE_PING(257),
  NONCE_PONG(258),
  /** An item of any topic other than transactions and solutions. */
  PUBLISH(259),
  /** Items that the sender has and the receiver may fetch. */
  ANNOUNCE(260),
  /** Items that the sender asks for. */
  FETCH(261),
  /** Items that the sender has and needs no copy of. */
  DONT_WANT(262);

  private static final int EXTENSIONS_FROM = 256;

  /** How many types stand above the first extension; their ids count from 0 without a gap. */
  private static final int OTHERS = 13;

  private static final MessageType[] VALUES = values();

  private final int id;

  MessageType(int id) {
    this.id = id;
  }

  /** The number in the first two bytes of the payload. */
  public int id() {
    return id;
  }

  /** Whether only peers with extensions may be sent this. */
  public boolean isExtension() {
    return id >= EXTENSIONS_FROM;
  }

  /** Whether it travels in the control lane: it is tiny, and the connection depends on it. */
  public boolean isControl() {
    return switch (this) {
      case PING, PONG, NONCE_PING, NONCE_PONG, DISCONNECT, VERDICT -> true;
      default -> false;
    };
  }

  /** The type with this id, or null if there is none. */
  public static @Nullable MessageType ofId(int id) {
    if (id < EXTENSIONS_FROM) {
      return id >= 0 && id < OTHERS ? VALUES[id] : null;
    }
    int index = id - EXTENSIONS_FROM + OTHERS;
    return index < VALUES.length ? VALUES[index] : null;
  }
}
