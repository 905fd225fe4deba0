package io.fencewire.api;

/** What a validator can say. */
public enum Judgement {
  /** Deliver and relay it. */
  ACCEPT,
  /** Neither, and forget it: it may come again. */
  IGNORE,
  /** Neither, and remember that it was bad. */
  REJECT
}
