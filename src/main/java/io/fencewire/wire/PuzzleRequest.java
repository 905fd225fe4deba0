package io.fencewire.wire;

/** Asks for the puzzle of the epoch. */
public record PuzzleRequest() implements Message {
  @Override
  public MessageType type() {
    return MessageType.PUZZLE_REQUEST;
  }

  /** Appends nothing: the message has no body. */
  @Override
  public void encode(ByteWriter out) {}
}
