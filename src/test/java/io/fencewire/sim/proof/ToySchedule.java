package io.fencewire.sim.proof;

import io.fencewire.sim.Choices;
import io.fencewire.sim.Schedule;
import io.fencewire.sim.Trace;
import io.fencewire.sim.Violation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The smallest world with the mistake in it: one connection that is closed and opened again, and
 * sends that name a generation and arrive later. Without a fence, a late one is written to another
 * generation. It takes a send, a close, an open and a delivery, in this order.
 */
class ToySchedule implements Schedule {
  private static final int STEPS = 40;

  private final boolean fenced;
  private final IntConsumer everyStep;

  /** A world that keeps the rule, or doesn't. */
  ToySchedule(boolean fenced) {
    this(fenced, step -> {});
  }

  /** The same, with something else to do at each step. */
  ToySchedule(boolean fenced, IntConsumer everyStep) {
    this.fenced = fenced;
    this.everyStep = everyStep;
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public @Nullable Violation run(Choices choices, Trace trace) {
    Deque<Integer> late = new ArrayDeque<>();
    int generation = 1;
    boolean open = true;
    for (int step = 0; step < STEPS; step++) {
      everyStep.accept(step);
      int pick = choices.pick(8);
      int now = generation;
      trace.note(step, pick, () -> "pick " + pick + " in generation " + now);
      if (pick == 1 && open) {
        late.add(generation);
      } else if (pick == 2) {
        open = false;
      } else if (pick == 3 && !open) {
        open = true;
        generation++;
      } else if (pick == 4 && open && !late.isEmpty()) {
        int meant = late.remove();
        if (meant != generation && !fenced) {
          return new Violation("S2", step, "meant for " + meant + ", written on " + generation);
        }
      }
    }
    return null;
  }
}
