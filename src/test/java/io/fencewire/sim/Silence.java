package io.fencewire.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the log quiet while simulated nodes live whole lives in milliseconds. */
public final class Silence implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.fencewire");
  private final Level before = logger.getLevel();

  /** From now on, until it is closed. */
  public Silence() {
    logger.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    logger.setLevel(before);
  }
}
