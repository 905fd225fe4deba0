package io.fencewire.refresh;

import java.util.PriorityQueue;

/** Time as a queue of events; two at the same moment happen in the order they were planned. */
final class ToyTime {
  static final long MILLI = 1_000_000L;

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long order;

  long now() {
    return now;
  }

  /** Plans something. */
  void after(long nanos, Runnable action) {
    events.add(new Event(now + nanos, order++, action));
  }

  /** Lets everything happen that is planned for so long. */
  void run(long nanos) {
    long end = now + nanos;
    for (Event next = events.peek(); next != null && next.at <= end; next = events.peek()) {
      events.remove();
      now = next.at;
      next.action.run();
    }
    now = end;
  }

  private record Event(long at, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }
}
