package io.fencewire.peer;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The parts of a node that meet on the bus. */
public enum Role {
  SERVER,
  HEARTBEAT,
  GOSSIP,
  REFRESH;

  /** All of them: what a node in one JVM has. */
  public static final Set<Role> ALL = Collections.unmodifiableSet(EnumSet.allOf(Role.class));

  /** The word used in addresses, options and logs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
