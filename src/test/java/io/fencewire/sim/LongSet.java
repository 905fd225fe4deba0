package io.fencewire.sim;

/** A set of numbers that are spread evenly, as hashes are; 0 counts as 1. */
public final class LongSet {
  private long[] slots = new long[1 << 10];
  private int size;

  /** Adds a number; false if it was there. */
  public boolean add(long number) {
    if (2 * size >= slots.length) {
      grow();
    }
    boolean added = put(slots, number == 0 ? 1 : number);
    size += added ? 1 : 0;
    return added;
  }

  /** Whether it is there. */
  public boolean contains(long number) {
    long wanted = number == 0 ? 1 : number;
    int mask = slots.length - 1;
    int at = first(wanted, mask);
    while (slots[at] != 0 && slots[at] != wanted) {
      at = (at + 1) & mask;
    }
    return slots[at] != 0;
  }

  long size() {
    return size;
  }

  private void grow() {
    long[] more = new long[2 * slots.length];
    for (long number : slots) {
      if (number != 0) {
        put(more, number);
      }
    }
    slots = more;
  }

  private static boolean put(long[] slots, long number) {
    int mask = slots.length - 1;
    int at = first(number, mask);
    while (slots[at] != 0) {
      if (slots[at] == number) {
        return false;
      }
      at = (at + 1) & mask;
    }
    slots[at] = number;
    return true;
  }

  private static int first(long number, int mask) {
    return (int) (number ^ number >>> 32) & mask;
  }
}
