package io.fencewire.wire;

/**
 * How long a message may be, by profile: the length of its payload, the two bytes of the id
 * included.
 */
public enum Limits implements FrameLimits {
  /** Anyone's own network: every message has its exact or greatest size, and none has blocks. */
  PRIVATE {
    @Override
    public int max(MessageType type) {
      return switch (type) {
        case BLOCK_REQUEST, BLOCK_RESPONSE -> 0;
        case CHALLENGE_REQUEST -> ID + 4 + 2 + 1 + 32 + 8 + 40;
        case CHALLENGE_RESPONSE -> ID + 280 + 32 + DATA + ChallengeResponse.SIGNATURE_MAX + 8;
        case DISCONNECT -> ID + 1 + 2;
        case PEER_REQUEST, PUZZLE_REQUEST -> ID;
        case PEER_RESPONSE -> ID + 1 + PeerResponse.ADDRESSES_MAX * (1 + 16 + 2);
        case PING -> ID + 4 + 1 + 1;
        case PONG -> ID + 1;
        case PUZZLE_RESPONSE -> ID + 32 + DATA + 280;
        case UNCONFIRMED_SOLUTION -> ID + 8 + DATA + PRIVATE_BODY_MAX;
        case UNCONFIRMED_TRANSACTION -> ID + 32 + DATA + PRIVATE_BODY_MAX;
        case VERDICT -> ID + 1 + 1;
        case NONCE_PING, NONCE_PONG -> ID + 8;
        case PUBLISH -> ID + 1 + Publish.TOPIC_MAX + DATA + PRIVATE_BODY_MAX;
        case ANNOUNCE, FETCH, DONT_WANT -> ID + 2 + ItemIds.MAX * ItemIds.SIZE;
      };
    }
  },

  /**
   * The Aleo networks: generous where snarkOS's own messages vary, and no extensions. Nobody here asks
   * for blocks, so that none come.
   */
  ALEO {
    @Override
    public int max(MessageType type) {
      return switch (type) {
        case PING -> MEBI; // block locators up to a height of about 290 million
        case UNCONFIRMED_TRANSACTION -> ID + 32 + DATA + ALEO_TRANSACTION_MAX;
        case BLOCK_REQUEST,
            CHALLENGE_REQUEST,
            CHALLENGE_RESPONSE,
            DISCONNECT,
            PEER_REQUEST,
            PEER_RESPONSE,
            PONG,
            PUZZLE_REQUEST,
            PUZZLE_RESPONSE,
            UNCONFIRMED_SOLUTION -> 8 * KIBI;
        case BLOCK_RESPONSE, VERDICT, NONCE_PING, NONCE_PONG, PUBLISH, ANNOUNCE, FETCH, DONT_WANT ->
          0;
      };
    }

    @Override
    public boolean hasLongerForms() {
      return true;
    }
  };

  /** The longest body of a gossip item in the {@code private} profile, in bytes. */
  public static final int PRIVATE_BODY_MAX = 128 * 1024;

  /** The longest transaction of an Aleo network, in bytes: that of snarkOS's versions of 2026. */
  public static final int ALEO_TRANSACTION_MAX = 2_304_000;

  /** The longest answer with blocks that a peer in an Aleo network takes, in bytes. */
  public static final int ALEO_BLOCKS_MAX = 128 * 1024 * 1024;

  /** The longest solution of an Aleo network, in bytes; snarkOS's have 80. */
  public static final int ALEO_SOLUTION_MAX = 8_192 - 2 - 8 - 5;

  private static final int KIBI = 1024;
  private static final int MEBI = 1024 * KIBI;

  /** The message id, which every payload begins with. */
  private static final int ID = 2;

  /** What stands before deferred data: a one and the length. */
  private static final int DATA = 1 + 4;
}
