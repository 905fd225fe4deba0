package io.fencewire.sim;

import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.ServerClock;
import java.util.function.LongFunction;

/**
 * A role's way to the server, as a ServerClient is: it puts deadlines into commands, in the server's
 * clock as far as it is known here, and makes UNKNOWN of silence. Its own clock shows another time.
 */
final class Line {
  private static final long DEADLINE_NANOS = 5_000_000_000L;
  private static final long PATIENCE_NANOS = 6_000_000_000L;

  private final SmallWorld world;
  private final Place place;
  private final long offset;
  private final Lane out = Lane.bus(Place.SERVER);
  private final Lane back;
  private final ServerClock clock = new ServerClock();

  Line(SmallWorld world, Place place, long offset) {
    this.world = world;
    this.place = place;
    this.offset = offset;
    this.back = Lane.swiftBus(place);
  }

  Place place() {
    return place;
  }

  /** What this place's own clock shows. */
  long local(long now) {
    return now + offset;
  }

  /** When it is, if this place's own clock shows that. */
  long global(long localNanos) {
    return localNanos - offset;
  }

  /** A reading of the server's clock has come. */
  void heard(long reading, long now) {
    clock.read(reading, local(now));
  }

  /** Puts something other than a command on the way to the server. */
  void send(Happening what) {
    world.agenda().send(out, what);
  }

  /** Gives a command. */
  void ask(LongFunction<ServerCommand> command, Ask.Asker asker) {
    long now = world.agenda().now();
    long deadline = clock.at(local(now)) + DEADLINE_NANOS;
    Ask ask = new Ask(command.apply(deadline), asker, now);
    world.agenda().send(out, new Executed(world, ask, back, deadline));
    if (world.agenda().timesOut()) {
      ask.patience = world.agenda().at(now + PATIENCE_NANOS, place, new Missed(ask));
    }
  }

  /** The server executes a command, or refuses to. */
  private record Executed(SmallWorld world, Ask ask, Lane back, long deadline)
      implements Happening {
    @Override
    public void happen(long now) {
      Outcome outcome = world.execute(ask, now);
      boolean late = now - ask.givenAt > DEADLINE_NANOS;
      if (outcome == Outcome.WRITTEN && late) {
        world.broken(
            "S6",
            Words.of(ask) + " was executed " + (now - ask.givenAt) / 1e9 + " s after it was given");
      }
      world.note(outcome.ordinal(), () -> "  and answers " + outcome);
      world.agenda().send(back, new Answered(ask, outcome, now));
    }

    @Override
    public long boundary() {
      return deadline;
    }

    @Override
    public String story() {
      return "the server gets: " + Words.of(ask);
    }
  }

  private record Answered(Ask ask, Outcome outcome, long reading) implements Happening {
    @Override
    public void happen(long now) {
      ask.asker.line().heard(reading, now);
      ask.answer(outcome, reading, now);
    }

    @Override
    public String story() {
      return ask.asker.line().place() + " hears " + outcome + " of: " + Words.of(ask);
    }
  }

  private record Missed(Ask ask) implements Happening {
    @Override
    public void happen(long now) {
      ask.answer(Outcome.UNKNOWN, now, now);
    }

    @Override
    public String story() {
      return ask.asker.line().place() + " hears nothing of: " + Words.of(ask);
    }
  }
}
