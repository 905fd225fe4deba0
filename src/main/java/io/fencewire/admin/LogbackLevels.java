package io.fencewire.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;

/** The levels of Logback; loaded only where it logs. */
final class LogbackLevels implements LogLevels.Backend {
  private final LoggerContext context;

  LogbackLevels(ILoggerFactory factory) {
    this.context = (LoggerContext) factory;
  }

  @Override
  public Map<String, String> levels() {
    Map<String, String> levels = new HashMap<>();
    for (Logger logger : context.getLoggerList()) {
      if (logger.getLevel() != null) {
        boolean root = logger.getName().equals(Logger.ROOT_LOGGER_NAME);
        levels.put(
            root ? "root" : logger.getName(),
            logger.getLevel().toString().toLowerCase(Locale.ROOT));
      }
    }
    return levels;
  }

  @Override
  public boolean exists(String logger) {
    return logger.equals("root") || context.exists(logger) != null;
  }

  @Override
  public void set(String logger, @Nullable String level) {
    context.getLogger(logger).setLevel(level == null ? null : Level.toLevel(level));
  }
}
