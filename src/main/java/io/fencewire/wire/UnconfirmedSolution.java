package io.fencewire.wire;

/** A solution on its way to the validators. */
public record UnconfirmedSolution(long id, Bytes solution) implements Message {
  @Override
  public MessageType type() {
    return MessageType.UNCONFIRMED_SOLUTION;
  }

  @Override
  public void encode(ByteWriter out) {}
}
