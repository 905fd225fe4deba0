package io.fencewire.sim;

/** A happening with its time and place. */
final class Planned implements Comparable<Planned> {
  final Place where;
  final Happening what;
  /** Whether it is a timer: those that are overdue after a pause come first. */
  final boolean timer;

  long at;
  long order;
  long number;
  boolean cancelled;
  /** Whether its time came while its place stood still. */
  boolean kept;

  Planned(Place where, Happening what, boolean timer) {
    this.where = where;
    this.what = what;
    this.timer = timer;
  }

  /** It is not to happen any more. */
  void cancel() {
    cancelled = true;
  }

  @Override
  public int compareTo(Planned other) {
    return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
  }
}
