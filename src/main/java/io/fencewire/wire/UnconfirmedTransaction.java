package io.fencewire.wire;

/**
 * A transaction on its way to the validators.
 *
 * @param id what the sender says it is called, 32 bytes; whoever relies on it must compare it with
 *     the transaction
 * @param transaction undecoded
 */
public record UnconfirmedTransaction(Bytes id, Bytes transaction) implements Message {
  private static final int ID_SIZE = 32;

  /** Checks the length of the id. */
  public UnconfirmedTransaction {
    Range.size(id, ID_SIZE, "transaction id");
  }

  @Override
  public MessageType type() {
    return MessageType.UNCONFIRMED_TRANSACTION;
  }

  @Override
  public void encode(ByteWriter out) {
    out.bytes(id).data(transaction);
  }

  static UnconfirmedTransaction decode(ByteReader in) throws WireException {
    return new UnconfirmedTransaction(in.bytes(ID_SIZE, "transaction id"), in.data("transaction"));
  }
}
