package io.fencewire.sim;

/**
 * Choices made before. A number that is too large for what is asked is cut down, and when there are
 * no more, the plain choice is made: so that any list of numbers is a schedule.
 */
public final class ReplayedChoices implements Choices {
  private final int[] picks;
  private int next;

  /** Replays these. */
  public ReplayedChoices(int... picks) {
    this.picks = picks.clone();
  }

  @Override
  public int pick(int bound) {
    return next < picks.length ? Math.floorMod(picks[next++], bound) : 0;
  }
}
