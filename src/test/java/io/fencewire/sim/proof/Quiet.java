package io.fencewire.sim.proof;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the product's log out of millions of schedules; what happens in one is in its trace. */
final class Quiet {
  private Quiet() {}

  /** From now on, in this process. */
  static void begin() {
    if (LoggerFactory.getLogger("io.fencewire") instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
  }
}
