package io.fencewire.wire;

import java.util.List;

/** Items the sender has: 1 to 1,024 ids of 32 bytes. */
public record Announce(List<Bytes> ids) implements Message {
  /** Checks the number of ids and the length of each. */
  public Announce {
    ids = ItemIds.checked(ids);
  }

  @Override
  public MessageType type() {
    return MessageType.ANNOUNCE;
  }

  @Override
  public void encode(ByteWriter out) {
    ItemIds.encode(ids, out);
  }

  static Announce decode(ByteReader in) throws WireException {
    return new Announce(ItemIds.decode(in));
  }
}
