package io.fencewire.wire;

import java.util.List;

/** Items the sender asks for: 1 to 1,024 ids of 32 bytes. */
public record Fetch(List<Bytes> ids) implements Message {
  /** Checks the number of ids and the length of each. */
  public Fetch {
    ids = ItemIds.checked(ids);
  }

  @Override
  public MessageType type() {
    return MessageType.FETCH;
  }

  @Override
  public void encode(ByteWriter out) {
    ItemIds.encode(ids, out);
  }

  static Fetch decode(ByteReader in) throws WireException {
    return new Fetch(ItemIds.decode(in));
  }
}
