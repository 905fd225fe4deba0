package io.fencewire.peer;

import java.util.Locale;

/** The parts of a node that meet on the bus. */
public enum Role {
  SERVER,
  HEARTBEAT,
  GOSSIP,
  REFRESH;

  /** The word used in addresses, options and logs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
