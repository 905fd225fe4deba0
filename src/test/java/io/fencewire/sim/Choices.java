package io.fencewire.sim;

/**
 * Every decision that a schedule leaves open, drawn one after the other: who comes first, how long
 * something takes, which fault happens. Number 0 is always the plain choice (no fault, no delay, the
 * oldest first), so that a schedule becomes simpler as its numbers become smaller.
 */
public interface Choices {
  /** A number from 0 to {@code bound - 1}; with a bound of 1 nothing is decided. */
  int pick(int bound);

  /** True once in so many times; the plain choice is false. */
  default boolean oneIn(int times) {
    return pick(times) == times - 1;
  }

  /** One of these; the first is the plain choice. */
  default long among(long... values) {
    return values[pick(values.length)];
  }
}
