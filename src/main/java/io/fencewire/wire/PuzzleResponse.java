package io.fencewire.wire;

/**
 * The puzzle of the epoch.
 *
 * @param epochHash 32 bytes
 * @param header the 280 bytes of the latest block's header, undecoded
 */
public record PuzzleResponse(Bytes epochHash, Bytes header) implements Message {
  private static final int EPOCH_HASH_SIZE = 32;
  private static final int HEADER_SIZE = 280;

  /** Checks the lengths. */
  public PuzzleResponse {
    Range.size(epochHash, EPOCH_HASH_SIZE, "epoch hash");
    Range.size(header, HEADER_SIZE, "header");
  }

  @Override
  public MessageType type() {
    return MessageType.PUZZLE_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {
    out.bytes(epochHash).data(header);
  }

  static PuzzleResponse decode(ByteReader in) throws WireException {
    return new PuzzleResponse(in.bytes(EPOCH_HASH_SIZE, "epoch hash"), in.data("header"));
  }
}
