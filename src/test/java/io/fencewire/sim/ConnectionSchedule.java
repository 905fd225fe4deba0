package io.fencewire.sim;

import org.jspecify.annotations.Nullable;

/**
 * A few minutes of one peer that comes and goes: several generations, commands of the heartbeat,
 * gossip and the refresher that are late, doubled or lost, processes that stand still. Then the
 * faults stop, and a minute later everything must be well; then the server stops, and nothing must
 * remain.
 */
public final class ConnectionSchedule implements Schedule {
  private static final int EVENTS_MAX = 20_000;

  @Override
  public String name() {
    return "connection";
  }

  @Override
  public @Nullable Violation run(Choices choices, Trace trace) {
    Climate climate = Climate.of(choices);
    TimedAgenda agenda = new TimedAgenda(choices, climate, SmallWorld.BEGIN);
    SmallWorld world = new SmallWorld(agenda, choices, trace, !choices.oneIn(4));
    new Plot(world, agenda, climate).begin();
    try {
      Planned next = agenda.next();
      for (int i = 0; next != null && world.violation() == null; i++) {
        world.step(next);
        if (i > EVENTS_MAX) {
          world.broken("L1", "the world does not come to rest");
        }
        next = agenda.next();
      }
    } catch (RuntimeException | AssertionError e) {
      world.broken("crash", e.toString());
    }
    return world.violation();
  }
}
