package io.fencewire.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.Console;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a command that runs for a while needs to know of where it is watched. */
final class Terminal {
  private Terminal() {}

  /** The table is the output; logs speak up only when something is wrong, until this is undone. */
  static Runnable quiet() {
    Map<Logger, @Nullable Level> before = new HashMap<>();
    for (String name : List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, "io.fencewire")) {
      if (LoggerFactory.getLogger(name) instanceof Logger logger) {
        before.put(logger, logger.getLevel());
        logger.setLevel(Level.WARN);
      }
    }
    return () -> before.forEach(Logger::setLevel);
  }

  /** From JDK 22 on there may be a console without a terminal, and it can be asked. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    if (console == null || System.getenv("TERM") == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }
}
