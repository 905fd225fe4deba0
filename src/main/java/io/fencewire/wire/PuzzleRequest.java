package io.fencewire.wire;

/** Asks for the puzzle of the epoch. */
public record PuzzleRequest() implements Message {
  @Override
  public MessageType type() {
    return MessageType.PUZZLE_REQUEST;
  }

  @Override
  public void encode(ByteWriter out) {}
}
