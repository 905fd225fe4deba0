package io.fencewire.sim.proof;

import java.util.Optional;

/**
 * How a mutant was found. Travels from one process to another as a line.
 *
 * @param schedule which one found it
 * @param seeds how many seeds of that schedule, or states of the exploration, it took
 * @param picks how many choices the shrunk failure, or the way to the state, has
 * @param what the violation, in a sentence
 */
record Hunted(String schedule, String rule, long seeds, int picks, String what) {
  private static final String MARK = "found";
  private static final String TAB = "\t";

  /** The line; it has no other line in it. */
  String line() {
    String sentence = what.replaceAll("\\s+", " ");
    return String.join(
        TAB, MARK, schedule, rule, String.valueOf(seeds), String.valueOf(picks), sentence);
  }

  /** What one line says; empty if it says something else. */
  static Optional<Hunted> parse(String line) {
    String[] parts = line.split(TAB, 6);
    if (parts.length != 6 || !parts[0].equals(MARK)) {
      return Optional.empty();
    }
    return Optional.of(new Hunted(
        parts[1], parts[2], Long.parseLong(parts[3]), Integer.parseInt(parts[4]), parts[5]));
  }
}
