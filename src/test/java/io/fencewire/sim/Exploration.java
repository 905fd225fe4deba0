package io.fencewire.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every order of things in the small world with one peer, three generations, a heartbeat that may be
 * handed over, senders, a rotation, one doubled message and one pause, step by step and breadth
 * first, over the real code. A state is reached again by going the whole way from the beginning;
 * states that are the same are looked at once.
 */
public final class Exploration {
  private static final int BATCH = 8_192;

  private final LongSet known = new LongSet();
  private final long statesMax;

  private Exploration(long statesMax) {
    this.statesMax = statesMax;
  }

  /**
   * What an exploration has found.
   *
   * @param states how many different ones were seen
   * @param depth all orders of so many steps were tried
   * @param violation the first rule that did not hold, by the shortest way, or null
   * @param picks the way that leads to it, for {@link #tell}; empty if there is none
   */
  public record Result(
      long states, int depth, @Nullable Violation violation, List<Integer> picks) {}

  /** A state by the way that leads to it. */
  private static final class Way {
    private final byte[] picks;
    private final int choices;

    private Way(byte[] picks, int choices) {
      this.picks = picks;
      this.choices = choices;
    }
  }

  /** What the end of a way is like. */
  private record Look(long print, int choices, @Nullable Violation violation) {}

  /** Tries every order of at most so many steps, until there are so many states. */
  public static Result explore(int depth, long maxStates) {
    return new Exploration(maxStates).explore(depth);
  }

  /** The way as a story. */
  public static String tell(List<Integer> picks) {
    Trace trace = Trace.told();
    byte[] way = new byte[picks.size()];
    for (int i = 0; i < way.length; i++) {
      way[i] = picks.get(i).byteValue();
    }
    look(way, trace);
    return trace.text();
  }

  private Result explore(int depth) {
    byte[] nowhere = new byte[0];
    Look begin = look(nowhere, Trace.silent());
    known.add(begin.print);
    List<Way> frontier = List.of(new Way(nowhere, begin.choices));
    for (int level = 0; level < depth; level++) {
      List<Way> next = new ArrayList<>();
      for (int from = 0; from < frontier.size(); from += BATCH) {
        List<byte[]> ways = waysOn(frontier.subList(from, Math.min(from + BATCH, frontier.size())));
        Look[] looks = new Look[ways.size()];
        IntStream.range(0, looks.length)
            .parallel()
            .forEach(i -> looks[i] = look(ways.get(i), Trace.silent()));
        for (int i = 0; i < looks.length; i++) {
          if (looks[i].violation != null) {
            return new Result(known.size(), level, looks[i].violation, numbers(ways.get(i)));
          }
          if (known.add(looks[i].print)) {
            next.add(new Way(ways.get(i), looks[i].choices));
          }
        }
        if (known.size() >= statesMax) {
          return new Result(known.size(), level, null, List.of());
        }
      }
      frontier = next;
    }
    return new Result(known.size(), depth, null, List.of());
  }

  private static List<byte[]> waysOn(List<Way> ends) {
    List<byte[]> ways = new ArrayList<>();
    for (Way end : ends) {
      for (int pick = 0; pick < end.choices; pick++) {
        byte[] way = Arrays.copyOf(end.picks, end.picks.length + 1);
        way[end.picks.length] = (byte) pick;
        ways.add(way);
      }
    }
    return ways;
  }

  /** Goes a way from the beginning. */
  private static Look look(byte[] picks, Trace trace) {
    FreeAgenda agenda = new FreeAgenda(SmallWorld.BEGIN, 1, 1);
    SmallWorld world = new SmallWorld(agenda, new ReplayedChoices(), trace, true);
    Scenes scenes = new Scenes(world, agenda);
    int choices = agenda.choices(scenes.acts());
    try {
      for (byte pick : picks) {
        boolean serverStood = agenda.isPaused(Place.SERVER);
        world.step(agenda.choose(pick));
        settle(agenda, world);
        if (!serverStood && agenda.isPaused(Place.SERVER)) {
          world.serverStands(agenda.now());
        }
        choices = agenda.choices(scenes.acts());
      }
    } catch (RuntimeException | AssertionError e) {
      world.broken("crash", e.toString());
    }
    Violation violation = world.violation();
    long print = violation == null ? Fingerprint.of(agenda.now(), world, agenda, scenes) : 0;
    return new Look(print, choices, violation);
  }

  private static void settle(FreeAgenda agenda, SmallWorld world) {
    for (Planned next = agenda.next(); next != null; next = agenda.next()) {
      world.step(next);
    }
  }

  private static List<Integer> numbers(byte[] picks) {
    return IntStream.range(0, picks.length).mapToObj(i -> (int) picks[i]).toList();
  }
}
