package io.fencewire.wire;

import java.util.ArrayList;
import java.util.List;

/** The list of item ids that three messages carry: a count (u16), then 32 bytes each. */
final class ItemIds {
  /** Length of one id. */
  static final int SIZE = 32;

  /** The most ids in one message. */
  static final int MAX = 1024;

  private ItemIds() {}

  /** Checks the number of ids and the length of each, and copies the list. */
  static List<Bytes> checked(List<Bytes> ids) {
    Range.check(ids.size(), 1, MAX, "the number of ids");
    for (Bytes id : ids) {
      Range.size(id, SIZE, "an id");
    }
    return List.copyOf(ids);
  }

  static void encode(List<Bytes> ids, ByteWriter out) {
    out.u16(ids.size());
    for (Bytes id : ids) {
      out.bytes(id);
    }
  }

  static List<Bytes> decode(ByteReader in) throws WireException {
    int count = in.room(in.u16("number of ids"), SIZE, "list of ids");
    List<Bytes> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.bytes(SIZE, "id"));
    }
    return ids;
  }
}
