package io.fencewire.sim;

/** One thing that happens in the small world; its class and its fields are all there is to it. */
interface Happening {
  /** Lets it happen. */
  void happen(long now);

  /** What it is, in a sentence. */
  String story();

  /** A number for what it is. */
  default int code() {
    return getClass().getSimpleName().hashCode();
  }

  /** The point in time around which its arrival is of interest, or 0. */
  default long boundary() {
    return 0;
  }
}
