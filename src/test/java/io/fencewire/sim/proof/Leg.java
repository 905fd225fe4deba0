package io.fencewire.sim.proof;

/**
 * A part of a hunt: so many seeds, from 0 on, of one schedule.
 *
 * @param schedule its name
 */
record Leg(String schedule, long seeds) {
  /** Reads what {@link #toString} writes. */
  static Leg parse(String text) {
    int colon = text.indexOf(':');
    return new Leg(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return schedule + ":" + seeds;
  }
}
