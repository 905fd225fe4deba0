package io.fencewire.sim;

import java.util.ArrayDeque;
import java.util.Queue;

/** A way on which things come in the order in which they left. */
final class Lane {
  /** Where it leads. */
  final Place to;
  /** Whether it is the bus, which may lose, repeat and overtake; a socket's stream does not. */
  final boolean bus;

  /** When the last thing on it arrives. */
  long lastAt;

  /** What is on it, where time does not decide. */
  final Queue<Planned> waiting = new ArrayDeque<>();

  Lane(Place to, boolean bus) {
    this.to = to;
    this.bus = bus;
  }
}
