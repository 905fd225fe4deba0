package io.fencewire.sim;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the order of time, with delays and faults drawn from the climate. Delays are drawn
 * with a taste for boundaries: a message that is held back comes a moment before or after the
 * deadline in it, or the next timer.
 */
final class TimedAgenda implements Agenda {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  /** What happens at one moment happens in the order of these ranks, then as it was planned. */
  private static final long RANK = 1L << 56;

  private final Choices choices;
  private final PriorityQueue<Planned> planned = new PriorityQueue<>(64);
  private final long[] pausedUntil = new long[Place.values().length];
  private final boolean[] socketsFirst = new boolean[Place.values().length];
  private Climate climate;
  private long now;
  private long planCount;
  private long heldUntil;

  TimedAgenda(Choices choices, Climate climate, long now) {
    this.choices = choices;
    this.climate = climate;
    this.now = now;
  }

  @Override
  public long now() {
    return now;
  }

  /** When the message that was held back last arrives: something to aim at. */
  long heldUntil() {
    return heldUntil;
  }

  /** The faults stop. */
  void calm() {
    climate = Climate.CALM;
    Arrays.fill(pausedUntil, now);
    List<Planned> all = List.copyOf(planned);
    planned.clear();
    for (Planned each : all) {
      each.at = each.kept ? now : each.at;
      planned.add(each);
    }
  }

  /** A place stands still. */
  void pause(Place place, long nanos) {
    if (pausedUntil[place.ordinal()] - now <= 0) {
      socketsFirst[place.ordinal()] = choices.oneIn(4);
    }
    pausedUntil[place.ordinal()] = Math.max(pausedUntil[place.ordinal()], now + nanos);
  }

  @Override
  public Planned at(long time, Place where, Happening what) {
    Planned timer = new Planned(where, what, true);
    plan(timer, Math.max(time, now), 1);
    return timer;
  }

  @Override
  public void soon(Place where, Happening what) {
    plan(new Planned(where, what, false), now, choices.oneIn(16) ? 2 : 0);
  }

  @Override
  public void send(Lane lane, Happening what) {
    int fate = lane.bus ? choices.pick(1_000) : 0;
    if (Climate.is(fate, 0, climate.lost())) {
      return;
    }
    int below = climate.lost();
    boolean repeated = Climate.is(fate, below, climate.repeated());
    below += climate.repeated();
    boolean overtaken = Climate.is(fate, below, climate.overtaken());
    below += climate.overtaken();
    boolean held = Climate.is(fate, below, climate.held());
    long at = held ? heldUntil(what) : now + delay(lane);
    if (!overtaken) {
      at = Math.max(at, lane.lastAt + 1);
      lane.lastAt = at;
    } else {
      at += choices.pick(2_000) * MILLI;
    }
    plan(new Planned(lane.to, what, false), at, 2);
    if (repeated) {
      long again = choices.oneIn(4) ? heldUntil(what) : at + delay(lane);
      plan(new Planned(lane.to, what, false), Math.max(again, at), 2);
    }
  }

  @Override
  public boolean timesOut() {
    return true;
  }

  @Override
  public @Nullable Planned next() {
    while (true) {
      Planned first = planned.poll();
      if (first == null) {
        return null;
      }
      if (first.cancelled) {
        continue;
      }
      now = first.at;
      long until = pausedUntil[first.where.ordinal()];
      if (until - now <= 0) {
        return first;
      }
      first.kept = true;
      boolean early = first.timer ^ socketsFirst[first.where.ordinal()];
      plan(first, until, early ? 0 : 1);
    }
  }

  /** Whether something of that kind has come while its place stood still. */
  boolean keeps(Predicate<Happening> kind) {
    return planned.stream().anyMatch(p -> p.kept && !p.cancelled && kind.test(p.what));
  }

  private void plan(Planned what, long at, int rank) {
    what.at = at;
    what.number = what.number == 0 ? ++planCount : what.number;
    what.order = rank * RANK + (rank == 2 ? choices.pick(4) * (RANK / 4) : 0) + what.number;
    planned.add(what);
  }

  private long delay(Lane lane) {
    int steps = lane.bus ? climate.delay() : 1 + climate.delay() / 8;
    return (1 + choices.pick(steps)) * Climate.STEP_NANOS;
  }

  private long heldUntil(Happening what) {
    long boundary = what.boundary();
    heldUntil = boundary - now > 0 && choices.pick(2) == 0
        ? boundary + choices.among(0, -1, 1)
        : now + choices.pick(30_000) * MILLI + SECOND / 100;
    return heldUntil;
  }
}
