package io.fencewire.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What could happen next, with a number for each possibility: any message that is at the head of its
 * lane, delivered or delivered and kept to be delivered again; the timer that is due first; an act;
 * a place that stands still, or goes on. A message is held back by choosing something else. Time
 * passes with timers alone.
 */
final class FreeAgenda implements Agenda {
  private final List<Planned> timers = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final Queue<Planned> prompt = new ArrayDeque<>();
  private final List<Option> options = new ArrayList<>();
  private int repeats;
  private int pauses;
  private @Nullable Place paused;
  private boolean hurry;
  private long now;

  FreeAgenda(long now, int repeats, int pauses) {
    this.now = now;
    this.repeats = repeats;
    this.pauses = pauses;
  }

  /** One possibility. */
  private record Option(Kind kind, @Nullable Lane lane, Planned planned) {
    private enum Kind {
      DELIVER,
      REPEAT,
      FIRE,
      ACT,
      PAUSE,
      RESUME
    }
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public Planned at(long time, Place where, Happening what) {
    Planned timer = new Planned(where, what, true);
    timer.at = time;
    timers.add(timer);
    return timer;
  }

  @Override
  public void soon(Place where, Happening what) {
    prompt.add(new Planned(where, what, false));
  }

  /**
   * Bytes to the peer arrive at once, and those of a handshake in both directions; so does what the
   * server tells gossip and the refresher, whose commands may be held back as long as one likes.
   */
  @Override
  public void send(Lane lane, Happening what) {
    Planned planned = new Planned(lane.to, what, false);
    boolean swift = !lane.matters || (!lane.bus && (hurry || lane.to == Place.OUTSIDE));
    if (swift && lane.to != paused) {
      prompt.add(planned);
      return;
    }
    if (!lanes.contains(lane)) {
      lanes.add(lane);
    }
    lane.waiting.add(planned);
  }

  @Override
  public boolean timesOut() {
    return false;
  }

  /** What follows at once, or null if there is a choice again. */
  @Override
  public @Nullable Planned next() {
    Planned next = prompt.poll();
    hurry = hurry && next != null;
    return next;
  }

  /** The handshake that now begins is not looked at step by step. */
  void hurry() {
    hurry = true;
  }

  /** Counts what could happen, these acts among it. */
  int choices(List<Happening> acts) {
    options.clear();
    for (Lane lane : lanes) {
      Planned head = lane.waiting.peek();
      if (head != null && head.where != paused) {
        options.add(new Option(Option.Kind.DELIVER, lane, head));
      }
    }
    Planned timer = firstTimer();
    if (timer != null) {
      options.add(new Option(Option.Kind.FIRE, null, timer));
    }
    for (Happening act : acts) {
      options.add(new Option(Option.Kind.ACT, null, new Planned(Place.OUTSIDE, act, false)));
    }
    if (repeats > 0) {
      int deliveries = options.size();
      for (int i = 0; i < deliveries; i++) {
        Option option = options.get(i);
        if (option.lane != null && option.lane.bus) {
          options.add(new Option(Option.Kind.REPEAT, option.lane, option.planned));
        }
      }
    }
    if (paused != null) {
      options.add(new Option(Option.Kind.RESUME, null, stands(paused, "goes on")));
    } else if (pauses > 0) {
      options.add(new Option(Option.Kind.PAUSE, null, stands(Place.SERVER, "stands still")));
      options.add(new Option(Option.Kind.PAUSE, null, stands(Place.HEARTBEAT, "stands still")));
    }
    return options.size();
  }

  /** Takes the possibility with this number. */
  Planned choose(int number) {
    Option option = options.get(number);
    options.clear();
    switch (option.kind) {
      case DELIVER -> {
        if (option.lane != null) {
          option.lane.waiting.remove();
        }
      }
      case REPEAT -> repeats--;
      case FIRE -> {
        timers.remove(option.planned);
        now = Math.max(now, option.planned.at);
      }
      case PAUSE -> {
        pauses--;
        paused = option.planned.where;
      }
      case RESUME -> paused = null;
      case ACT -> {}
    }
    return option.planned;
  }

  /** Whether this place stands still. */
  boolean isPaused(Place place) {
    return paused == place;
  }

  private @Nullable Planned firstTimer() {
    timers.removeIf(timer -> timer.cancelled);
    Planned first = null;
    for (Planned timer : timers) {
      if (timer.where != paused && (first == null || timer.at < first.at)) {
        first = timer;
      }
    }
    return first;
  }

  private static Planned stands(Place place, String verb) {
    return new Planned(place, new Stands(() -> place + " " + verb), false);
  }

  /** A place stands still, or goes on: nothing happens but that. */
  private record Stands(Supplier<String> words) implements Happening {
    @Override
    public void happen(long now) {}

    @Override
    public String story() {
      return "-- " + words.get();
    }
  }
}
