package io.fencewire.sim;

/**
 * How hostile a schedule is. Each schedule has faults of its own kind and measure: a mix of all of
 * them in all schedules would find less.
 *
 * @param delay the longest plain delay of the bus, in steps of {@link #STEP_NANOS}
 * @param repeated of 1,000 messages on the bus, how many come twice
 * @param lost how many never come
 * @param overtaken how many may be overtaken
 * @param held how many are held back for up to half a minute
 * @param pauses how many pauses there are
 */
record Climate(int delay, int repeated, int lost, int overtaken, int held, int pauses) {
  static final long STEP_NANOS = 50_000;

  /** No faults at all. */
  static final Climate CALM = new Climate(1, 0, 0, 0, 0, 0);

  /** Draws the climate of one schedule. */
  static Climate of(Choices choices) {
    return new Climate(
        (int) choices.among(1, 1, 100, 1_000),
        (int) choices.among(0, 50, 50, 200),
        (int) choices.among(0, 0, 20, 100),
        (int) choices.among(0, 0, 50, 300),
        (int) choices.among(0, 20, 50, 200),
        (int) choices.among(0, 1, 2, 5));
  }

  /** Whether a number from 0 to 999 is the fault of this measure, which follows those below. */
  static boolean is(int drawn, int below, int measure) {
    return drawn >= 1_000 - below - measure && drawn < 1_000 - below;
  }
}
