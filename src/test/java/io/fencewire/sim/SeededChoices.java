package io.fencewire.sim;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Choices drawn from a seed, and a record of them: the same seed gives the same ones. */
public final class SeededChoices implements Choices {
  private final SplittableRandom random;
  private int[] picks = new int[256];
  private int size;

  /** The choices of this seed. */
  public SeededChoices(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public int pick(int bound) {
    int picked = bound == 1 ? 0 : random.nextInt(bound);
    if (size == picks.length) {
      picks = Arrays.copyOf(picks, 2 * size);
    }
    picks[size++] = picked;
    return picked;
  }

  /** What was picked so far. */
  public int[] picks() {
    return Arrays.copyOf(picks, size);
  }
}
