package io.fencewire.sim;

import org.jspecify.annotations.Nullable;

/** A small world whose course is decided by choices alone, and the rules that must hold in it. */
public interface Schedule {
  /** What the line that reproduces a failure calls it, for example {@code connection}. */
  String name();

  /** Lets the world run its course; null if every rule held, else the first that did not. */
  @Nullable
  Violation run(Choices choices, Trace trace);
}
