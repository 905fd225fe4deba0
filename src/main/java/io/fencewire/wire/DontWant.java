package io.fencewire.wire;

import java.util.List;

/** Items the sender needs no copy of: 1 to 1,024 ids of 32 bytes. */
public record DontWant(List<Bytes> ids) implements Message {
  /** Checks the number of ids and the length of each. */
  public DontWant {
    ids = ItemIds.checked(ids);
  }

  @Override
  public MessageType type() {
    return MessageType.DONT_WANT;
  }

  @Override
  public void encode(ByteWriter out) {
    ItemIds.encode(ids, out);
  }

  static DontWant decode(ByteReader in) throws WireException {
    return new DontWant(ItemIds.decode(in));
  }
}
