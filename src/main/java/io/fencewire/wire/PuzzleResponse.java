package io.fencewire.wire;

/** The puzzle of the epoch. */
public record PuzzleResponse(Bytes epochHash, Bytes header) implements Message {
  @Override
  public MessageType type() {
    return MessageType.PUZZLE_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {}
}
