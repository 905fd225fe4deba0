package io.fencewire.sim.proof;

import io.fencewire.sim.Choices;
import io.fencewire.sim.ReplayedChoices;
import io.fencewire.sim.Schedule;
import io.fencewire.sim.Trace;
import java.util.Arrays;

/**
 * Makes a failing run short: cuts its choices off, replaces them by the plain one, takes them out,
 * and lowers them, as long as the same rule is broken. What remains is what the failure needs.
 */
final class Shrinker {
  private final Schedule schedule;
  private final String rule;
  private int triesLeft;
  private int[] best = new int[0];

  /** Shrinks failures of this rule, with so many runs at the most. */
  Shrinker(Schedule schedule, String rule, int tries) {
    this.schedule = schedule;
    this.rule = rule;
    this.triesLeft = tries;
  }

  /**
   * The short form of these choices.
   *
   * @throws IllegalArgumentException if they don't break the rule
   */
  int[] shrink(int[] picks) {
    best = picks;
    if (!accepts(picks)) {
      throw new IllegalArgumentException(
          "these %d choices don't break %s".formatted(picks.length, rule));
    }
    int[] before;
    do {
      before = best;
      truncate();
      zeroOut();
      delete();
      lower();
    } while (!Arrays.equals(before, best) && triesLeft > 0);
    return best.clone();
  }

  /** Cuts off the end: halves of it first, then ever less. */
  private void truncate() {
    for (int size = best.length / 2; size > 0; size /= 2) {
      boolean cut = true;
      while (cut && best.length >= size) {
        cut = accepts(Arrays.copyOf(best, best.length - size));
      }
    }
  }

  private void zeroOut() {
    for (int size = best.length; size > 0; size /= 2) {
      for (int from = 0; from < best.length; from += size) {
        int[] shorter = best.clone();
        Arrays.fill(shorter, from, Math.min(from + size, best.length), 0);
        if (!Arrays.equals(shorter, best)) {
          accepts(shorter);
        }
      }
    }
  }

  private void delete() {
    for (int size = best.length / 2; size > 0; size /= 2) {
      for (int from = best.length - size; from >= 0; from -= size) {
        int to = Math.min(from + size, best.length);
        int[] shorter = new int[best.length - Math.max(0, to - from)];
        if (shorter.length < best.length) {
          System.arraycopy(best, 0, shorter, 0, from);
          System.arraycopy(best, to, shorter, from, best.length - to);
          accepts(shorter);
        }
      }
    }
  }

  /** Brings each number as near to 0 as halving its distance does. */
  private void lower() {
    for (int i = 0; i < best.length; i++) {
      int tooLow = -1;
      while (i < best.length && best[i] - tooLow > 1) {
        int middle = tooLow + (best[i] - tooLow) / 2;
        int[] lower = best.clone();
        lower[i] = middle;
        if (!accepts(lower)) {
          tooLow = middle;
        }
      }
    }
  }

  /** Keeps the candidate if it breaks the rule; what it leaves unread at its end is cut off. */
  private boolean accepts(int[] candidate) {
    if (triesLeft-- <= 0) {
      return false;
    }
    Counted counted = new Counted(candidate);
    Trial trial = Trial.of(schedule, counted, Trace.silent());
    boolean broken = trial.violation() != null && trial.violation().rule().equals(rule);
    if (broken) {
      best = trimmed(candidate, counted.count);
    }
    return broken;
  }

  /** The plain choices at the end need not be written: they are made anyhow. */
  private static int[] trimmed(int[] picks, int read) {
    int length = Math.min(picks.length, read);
    while (length > 0 && picks[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(picks, length);
  }

  /** Choices that are counted. */
  private static final class Counted implements Choices {
    private final Choices replayed;
    private int count;

    private Counted(int[] picks) {
      this.replayed = new ReplayedChoices(picks);
    }

    @Override
    public int pick(int bound) {
      count++;
      return replayed.pick(bound);
    }
  }
}
