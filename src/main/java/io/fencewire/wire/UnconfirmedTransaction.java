package io.fencewire.wire;

/** A transaction on its way to the validators. */
public record UnconfirmedTransaction(Bytes id, Bytes transaction) implements Message {
  @Override
  public MessageType type() {
    return MessageType.UNCONFIRMED_TRANSACTION;
  }

  @Override
  public void encode(ByteWriter out) {}
}
