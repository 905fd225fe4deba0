package io.fencewire.sim;

import java.util.ArrayDeque;
import java.util.Queue;

/** A way on which things come in the order in which they left. */
final class Lane {
  /** Where it leads. */
  final Place to;
  /** Whether it is the bus, which may lose, repeat and overtake; a socket's stream does not. */
  final boolean bus;

  /** Whether it matters when what is on it arrives, beside the order. */
  final boolean matters;

  /** When the last thing on it arrives. */
  long lastAt;

  /** What is on it, where time does not decide. */
  final Queue<Planned> waiting = new ArrayDeque<>();

  private Lane(Place to, boolean bus, boolean matters) {
    this.to = to;
    this.bus = bus;
    this.matters = matters;
  }

  /** From one role to another. */
  static Lane bus(Place to) {
    return new Lane(to, true, true);
  }

  /** From one role to another, where it makes no difference to others when a thing arrives. */
  static Lane swiftBus(Place to) {
    return new Lane(to, true, false);
  }

  /** From one end of a socket to the other. */
  static Lane stream(Place to) {
    return new Lane(to, false, true);
  }

  /** From the kernel to the server: the word that a write has left. */
  static Lane words() {
    return new Lane(Place.SERVER, false, false);
  }
}
