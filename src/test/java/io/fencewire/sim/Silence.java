package io.fencewire.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the product's log out of schedules by the million; what happens in one is in its trace.
 */
public final class Silence implements AutoCloseable {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.fencewire");

  private final Level before = LOGGER.getLevel();

  /** From now on, until it is closed. */
  public Silence() {
    LOGGER.setLevel(Level.OFF);
  }

  /** From now on, in all of a process that does nothing else. */
  public static void forGood() {
    LOGGER.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    LOGGER.setLevel(before);
  }
}
