package io.fencewire.wire;

/** What fits into a field of the wire; the records of messages check themselves with it. */
final class Range {
  /** The greatest number of four bytes. */
  static final long U32_MAX = 0xffff_ffffL;

  private Range() {}

  /** Refuses what does not fit into one byte. */
  static void u8(int value, String field) {
    check(value, 0, 0xff, field);
  }

  /** Refuses what does not fit into two bytes. */
  static void u16(int value, String field) {
    check(value, 0, 0xffff, field);
  }

  /** Refuses what does not fit into four bytes. */
  static void u32(long value, String field) {
    check(value, 0, U32_MAX, field);
  }

  /** Refuses a run of bytes of another length. */
  static void size(Bytes value, int size, String field) {
    if (value.size() != size) {
      check(value.size(), size, size, "the length of " + field);
    }
  }

  /** Refuses a value outside of {@code min} to {@code max}, both included. */
  static void check(long value, long min, long max, String field) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("%s is %d; %s would be right"
          .formatted(field, value, min == max ? min : min + " to " + max));
    }
  }
}
