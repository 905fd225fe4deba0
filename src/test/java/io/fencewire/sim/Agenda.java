package io.fencewire.sim;

import org.jspecify.annotations.Nullable;

/** What is going to happen, and in which order. */
interface Agenda {
  /** The clock. */
  long now();

  /** Something is to happen at that time. */
  Planned at(long time, Place where, Happening what);

  /** Something is put on its way. */
  void send(Lane lane, Happening what);

  /** Something happens as soon as the present turn of this place is over. */
  void soon(Place where, Happening what);

  /** Whether nothing is left undone: bus questions that are never answered end in time. */
  boolean timesOut();

  /** What happens next, or null if nothing does any more. */
  @Nullable
  Planned next();
}
