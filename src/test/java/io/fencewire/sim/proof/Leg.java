package io.fencewire.sim.proof;

/**
 * A part of a hunt: so many seeds, from 0 on, of one schedule; or so many states of the exploration.
 *
 * @param schedule its name
 */
record Leg(String schedule, long seeds) {
  /** More steps than any exploration gets to. */
  static final int DEPTH_MAX = 120;

  private static final String EXPLORATION = "exploration";

  /** So many states. */
  static Leg exploration(long states) {
    return new Leg(EXPLORATION, states);
  }

  /** Whether it is the exploration and no schedule. */
  boolean isExploration() {
    return schedule.equals(EXPLORATION);
  }

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
