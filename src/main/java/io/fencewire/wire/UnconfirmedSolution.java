package io.fencewire.wire;

/**
 * A solution on its way to the validators.
 *
 * @param id what the sender says it is called (u64); whoever relies on it must compare it with the
 *     solution
 * @param solution undecoded
 */
public record UnconfirmedSolution(long id, Bytes solution) implements Message {
  @Override
  public MessageType type() {
    return MessageType.UNCONFIRMED_SOLUTION;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u64(id).data(solution);
  }

  static UnconfirmedSolution decode(ByteReader in) throws WireException {
    return new UnconfirmedSolution(in.u64("solution id"), in.data("solution"));
  }
}
