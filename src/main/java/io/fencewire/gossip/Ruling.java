package io.fencewire.gossip;

/** What became of the question to a validator. */
public enum Ruling {
  /** The item is good, or nobody has to judge its topic: deliver and relay it. */
  ACCEPT,
  /** Nobody judges its topic, and it must not be relayed without: deliver it alone. */
  UNJUDGED,
  /** Neither, and forget it: it may come again. */
  IGNORE,
  /** Neither, and remember that it was bad. */
  REJECT,
  /** The validator gave no answer in time: as {@link #IGNORE}, and counted apart. */
  EXPIRED
}
