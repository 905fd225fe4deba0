package io.fencewire.sim;

import io.vertx.core.Handler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One role instance with its event loop: one turn at a time, none while it is paused. After a pause
 * the timers that are overdue fire first, then comes what arrived: so does Vert.x after SIGSTOP.
 */
public final class Actor {
  private static final long MILLI = 1_000_000L;

  private final World world;
  private final String name;
  private final int number;
  private final long clockOffset;
  private final ArrayDeque<Runnable> soon = new ArrayDeque<>();
  private final List<World.Task> overdue = new ArrayList<>();
  private final Map<Long, Timer> timers = new LinkedHashMap<>();
  private boolean draining;
  private boolean dead;
  private long pausedUntil;
  private long pausedNanos;
  private int pauses;
  private long timerIds;

  /** An actor whose monotonic clock shows this when the world's shows 0. */
  Actor(World world, String name, long clockOffset) {
    this.world = world;
    this.name = name;
    this.number = world.actorNumber();
    this.clockOffset = clockOffset;
  }

  /** A timer as Vert.x has it. */
  private final class Timer implements World.Task {
    private final long id;
    private final long dueAt;
    private final Handler<Long> handler;

    private Timer(long id, long dueAt, Handler<Long> handler) {
      this.id = id;
      this.dueAt = dueAt;
      this.handler = handler;
    }

    @Override
    public void run() {
      if (timers.remove(id) != null) {
        handler.handle(id);
      }
    }

    @Override
    public boolean isTimer() {
      return true;
    }

    @Override
    public boolean isOver() {
      return !timers.containsKey(id);
    }
  }

  /** The world it is in. */
  public World world() {
    return world;
  }

  /** One number for each instance. */
  int number() {
    return number;
  }

  /** Reads the monotonic clock of its process. */
  public long nanoTime() {
    return world.now() + clockOffset;
  }

  /** How many timers are armed. */
  public int armedTimers() {
    return timers.size();
  }

  /** When its next timer is due on the world's clock, or {@link Long#MAX_VALUE}. */
  long nextTimerAt() {
    long next = Long.MAX_VALUE;
    for (Timer timer : timers.values()) {
      next = Math.min(next, timer.dueAt);
    }
    return next;
  }

  /** How long it has stood still in all, on the world's clock. */
  public long pausedNanos() {
    return pausedNanos - Math.max(0, pausedUntil - world.now());
  }

  /** How often it has stood still. */
  public int pauses() {
    return pauses;
  }

  /** Whether it stands still. */
  boolean isPaused() {
    return world.now() < pausedUntil;
  }

  boolean isDead() {
    return dead;
  }

  /** It is no more: nothing of it happens any more. */
  void die() {
    dead = true;
    timers.clear();
    soon.clear();
    overdue.clear();
  }

  /** It stands still for a while. */
  void pause(long nanos) {
    long until = world.now() + nanos;
    if (dead || until <= pausedUntil) {
      return;
    }
    pausedNanos += until - Math.max(pausedUntil, world.now());
    pausedUntil = until;
    pauses++;
    boolean inOrder = world.choices().oneIn(8);
    world.after(nanos, () -> resume(inOrder));
  }

  /** Does something in a later turn, behind all that waits for one. */
  void runSoon(Runnable task) {
    soon.add(task);
    if (world.current() != this) {
      wakeUp();
    }
  }

  /** Something happens to it: now, or when it moves again. */
  void receive(World.Task task) {
    if (dead) {
      return;
    }
    if (isPaused()) {
      overdue.add(task);
    } else {
      turn(task::run);
    }
  }

  /** Arms a timer; it is never early, and seldom on the dot. */
  long setTimer(long delayMillis, Handler<Long> handler) {
    long late = world.choices().among(0, 0, MILLI / 10, MILLI);
    Timer timer = new Timer(++timerIds, world.now() + delayMillis * MILLI + late, handler);
    timers.put(timer.id, timer);
    world.at(timer.dueAt, this, timer);
    return timer.id;
  }

  boolean cancelTimer(long id) {
    boolean cancelled = timers.remove(id) != null;
    if (cancelled) {
      world.over();
    }
    return cancelled;
  }

  private void resume(boolean inOrder) {
    if (dead || isPaused()) {
      return;
    }
    List<World.Task> waiting = List.copyOf(overdue);
    overdue.clear();
    if (inOrder) {
      waiting.forEach(this::receive);
    } else {
      waiting.stream().filter(World.Task::isTimer).forEach(this::receive);
      waiting.stream().filter(task -> !task.isTimer()).forEach(this::receive);
    }
    wakeUp();
  }

  private void turn(Runnable task) {
    world.current(this);
    try {
      task.run();
    } catch (RuntimeException | AssertionError problem) {
      world.fail("crash", name + ": " + describe(problem));
    } finally {
      world.current(null);
    }
    wakeUp();
  }

  private void wakeUp() {
    if (soon.isEmpty() || draining || dead) {
      return;
    }
    draining = true;
    if (world.hasSleepyTurns() && world.choices().pick(8) > 4) {
      world.at(world.now() + world.choices().among(10_000, 300_000, 3 * MILLI), this, this::drain);
    } else if (isPaused()) {
      overdue.add(this::drain);
    } else {
      drain();
    }
  }

  private void drain() {
    world.current(this);
    while (!soon.isEmpty() && world.violation() == null) {
      Runnable task = soon.poll();
      try {
        task.run();
      } catch (RuntimeException | AssertionError problem) {
        world.fail("crash", name + ": " + describe(problem));
      }
    }
    world.current(null);
    draining = false;
  }

  /** The exception and where it came from: the innermost frames say enough. */
  private static String describe(Throwable problem) {
    StringBuilder text = new StringBuilder(problem.toString());
    StackTraceElement[] frames = problem.getStackTrace();
    for (int i = 0; i < Math.min(6, frames.length); i++) {
      text.append(" at ").append(frames[i]);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
