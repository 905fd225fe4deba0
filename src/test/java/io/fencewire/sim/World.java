package io.fencewire.sim;

import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and one queue of all that is to happen, in the order of time; what falls on the same
 * nanosecond comes in an order that is drawn. The first rule that is broken ends it.
 */
public final class World {
  private static final int OVER_MAX = 256;

  private final Choices choices;
  private final Trace trace;
  private final Ties ties = new Ties(this);
  private final PriorityQueue<Event> queue = new PriorityQueue<>(1024);
  private @Nullable Violation violation;
  private @Nullable Actor current;
  private boolean sleepyTurns;
  private long now;
  private long numbers;
  private int over;
  private int generators;
  private int actors;

  World(Choices choices, Trace trace) {
    this.choices = choices;
    this.trace = trace;
  }

  /** Something that happens; in an actor's turn, if it belongs to one. */
  private record Event(
      long at, int tie, long number, @Nullable Actor actor, Task task)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      if (at != other.at) {
        return at < other.at ? -1 : 1;
      }
      return tie != other.tie ? tie - other.tie : Long.compare(number, other.number);
    }
  }

  /** What an event does. */
  interface Task {
    void run();

    /** Whether it is a timer: after a pause those come first. */
    default boolean isTimer() {
      return false;
    }

    /** Whether nothing would happen any more: a timer that was cancelled, and the like. */
    default boolean isOver() {
      return false;
    }
  }

  /** The time since the beginning, in nanoseconds. */
  public long now() {
    return now;
  }

  /** Where all decisions are drawn from. */
  public Choices choices() {
    return choices;
  }

  /** A generator of a part of the world, its course drawn. */
  public RandomGenerator generator() {
    return new Dice(((long) ++generators << 32) | choices.pick(Integer.MAX_VALUE));
  }

  /** How ties were broken. */
  public Ties ties() {
    return ties;
  }

  /** A number for a new actor. */
  int actorNumber() {
    return ++actors;
  }

  /** Whose turn it is; null between turns. */
  @Nullable
  Actor current() {
    return current;
  }

  void current(@Nullable Actor actor) {
    current = actor;
  }

  /** From now on, what an actor does later comes with a delay of its own. */
  void sleepyTurns(boolean sleepy) {
    sleepyTurns = sleepy;
  }

  boolean hasSleepyTurns() {
    return sleepyTurns;
  }

  /** Has something happen after a while, in nobody's turn. */
  void after(long nanos, Task task) {
    add(now + nanos, null, task);
  }

  /** Has something happen in an actor's turn, not before this time. */
  void at(long at, Actor actor, Task task) {
    add(at, actor, task);
  }

  /** Lets everything happen up to this time, or to the first rule that is broken. */
  void runUntil(long end) {
    while (violation == null) {
      Event next = queue.peek();
      if (next == null || next.at > end) {
        now = end;
        return;
      }
      queue.poll();
      now = next.at;
      if (next.actor == null) {
        next.task.run();
      } else {
        next.actor.receive(next.task);
      }
    }
  }

  /** An event that was planned is over before its time. They are many: some day they all go. */
  void over() {
    if (++over > OVER_MAX && 2 * over > queue.size()) {
      queue.removeIf(event -> event.task.isOver());
      over = 0;
    }
  }

  /** Notes what happened, for the digest and for people. */
  public void note(int event, Supplier<String> sentence) {
    trace.note(now, event, sentence);
  }

  /** A rule did not hold. */
  public void fail(String rule, String what) {
    if (violation == null) {
      violation = new Violation(rule, now, what);
      note(666, () -> "VIOLATION " + rule + ": " + what);
    }
  }

  @Nullable
  Violation violation() {
    return violation;
  }

  private void add(long at, @Nullable Actor actor, Task task) {
    queue.add(new Event(Math.max(at, now), choices.pick(4), ++numbers, actor, task));
  }

  /** SplitMix64 with the state of one number: cheap to make, and the same everywhere. */
  private static final class Dice implements RandomGenerator {
    private long state;

    private Dice(long seed) {
      this.state = seed;
    }

    @Override
    public long nextLong() {
      long mixed = state += 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      return mixed ^ (mixed >>> 31);
    }
  }
}
