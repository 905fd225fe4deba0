package io.fencewire.sim;

/**
 * A rule that did not hold.
 *
 * @param rule its short name: S1 to S7, L1 to L3, or {@code crash} for an exception
 * @param atNanos when, on the schedule's clock
 * @param what what was seen, in a sentence
 */
public record Violation(String rule, long atNanos, String what) {
  @Override
  public String toString() {
    return "%s at %.6f s: %s".formatted(rule, atNanos / 1e9, what);
  }
}
