package io.fencewire.wire;

/** A message as it goes on the wire: length (u32), id (u16), body. */
public final class Frame {
  private Frame() {}

  /** Length, id and body of the message. */
  public static byte[] encode(Message message) {
    ByteWriter out = new ByteWriter(64);
    encode(message, out);
    return out.toArray();
  }

  /** Appends length, id and body of the message. */
  public static void encode(Message message, ByteWriter out) {
    int start = out.size();
    out.u32(0).u16(message.type().id());
    message.encode(out);
    out.u32At(start, out.size() - start - Integer.BYTES);
  }

  /** The message that {@link #encode(Message, ByteWriter)} wrote; it may have any length. */
  public static Message decode(ByteReader in) throws WireException {
    ByteReader frame = in.part(in.u32("length of the message"), "message");
    int id = frame.u16("message id");
    MessageType type = MessageType.ofId(id);
    if (type == null) {
      throw new WireException(
          "the message id " + id + " was found; 0 to 12 or 256 to 262 would be right");
    }
    return decode(type, frame);
  }

  /** The message of this type whose body {@code in} reads, to the last byte. */
  static Message decode(MessageType type, ByteReader in) throws WireException {
    return decode(type, in, false);
  }

  /**
   * The same.
   *
   * @param longer whether it may have the form of 2025 and later
   */
  static Message decode(MessageType type, ByteReader in, boolean longer) throws WireException {
    try {
      Message message = longer ? decodeLonger(type, in) : decodeBody(type, in);
      in.end();
      return message;
    } catch (IllegalArgumentException e) {
      // the record has checked itself: what it refuses can't have been meant
      throw new WireException(String.valueOf(e.getMessage()));
    }
  }

  private static Message decodeLonger(MessageType type, ByteReader in) throws WireException {
    return switch (type) {
      case PEER_RESPONSE -> PeerResponse.decodeLonger(in);
      case DISCONNECT -> Disconnect.decodeLonger(in);
      default -> decodeBody(type, in);
    };
  }

  private static Message decodeBody(MessageType type, ByteReader in) throws WireException {
    return switch (type) {
      case BLOCK_REQUEST -> BlockRequest.decode(in);
      case BLOCK_RESPONSE -> BlockResponse.decode(in);
      case CHALLENGE_REQUEST -> ChallengeRequest.decode(in);
      case CHALLENGE_RESPONSE -> ChallengeResponse.decode(in);
      case DISCONNECT -> Disconnect.decode(in);
      case PEER_REQUEST -> new PeerRequest();
      case PEER_RESPONSE -> PeerResponse.decode(in);
      case PING -> Ping.decode(in);
      case PONG -> Pong.decode(in);
      case PUZZLE_REQUEST -> new PuzzleRequest();
      case PUZZLE_RESPONSE -> PuzzleResponse.decode(in);
      case UNCONFIRMED_SOLUTION -> UnconfirmedSolution.decode(in);
      case UNCONFIRMED_TRANSACTION -> UnconfirmedTransaction.decode(in);
      case VERDICT -> Verdict.decode(in);
      case NONCE_PING -> NoncePing.decode(in);
      case NONCE_PONG -> NoncePong.decode(in);
      case PUBLISH -> Publish.decode(in);
      case ANNOUNCE -> Announce.decode(in);
      case FETCH -> Fetch.decode(in);
      case DONT_WANT -> DontWant.decode(in);
    };
  }
}
