package io.fencewire.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much the log of this JVM says, until it ends. Our own loggers and the root may be changed, by
 * their exact names; those of a library are the business of whoever has configured the log.
 */
final class LogLevels {
  private static final Logger LOG = LoggerFactory.getLogger(LogLevels.class);
  private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";
  private static final String OURS = "io.fencewire";
  private static final String ROOT = "root";
  private static final String LOGGER = "logger";
  private static final String LEVEL = "level";
  private static final String INHERIT = "inherit";
  private static final List<String> LEVELS =
      List.of("off", "error", "warn", "info", "debug", "trace", INHERIT);

  private final @Nullable Backend backend;

  /** The levels of what logs here; they can be changed if that is Logback. */
  LogLevels(ILoggerFactory factory) {
    boolean known = factory.getClass().getName().equals(LOGBACK);
    this.backend = known ? new LogbackLevels(factory) : null;
  }

  /** What logs, as far as its levels go. Names are its own, but for the root. */
  interface Backend {
    /** The level of each logger that has one of its own. */
    Map<String, String> levels();

    /** Whether there is such a logger: none is made, because none ever goes. */
    boolean exists(String logger);

    /** Gives a logger this level, or with null that of its parent. */
    void set(String logger, @Nullable String level);
  }

  /** The level of the root, and of each of our loggers that has one of its own. */
  JsonObject list() {
    JsonArray loggers = new JsonArray();
    new TreeMap<>(backend().levels()).forEach((logger, level) -> {
      if (isChangeable(logger)) {
        loggers.add(new JsonObject().put(LOGGER, logger).put(LEVEL, level));
      }
    });
    return new JsonObject().put("loggers", loggers);
  }

  /** Changes one; the answer is the list. */
  JsonObject change(JsonObject body) {
    String logger = text(body, LOGGER);
    String level = text(body, LEVEL).toLowerCase(Locale.ROOT);
    for (String key : body.fieldNames()) {
      require(List.of(LOGGER, LEVEL).contains(key), key, "there is no key '" + key + "' here");
    }
    require(
        isChangeable(logger),
        LOGGER,
        "logger must be root or one of ours, as io.fencewire.server, not '" + logger + "'");
    require(backend().exists(logger), LOGGER, "there is no logger '" + logger + "' by now");
    require(
        LEVELS.contains(level), LEVEL, "level must be one of " + LEVELS + ", not '" + level + "'");
    boolean inherits = level.equals(INHERIT);
    require(!inherits || !logger.equals(ROOT), LEVEL, "root has nobody to inherit a level from");
    backend().set(logger, inherits ? null : level);
    LOG.info("log level of {} by request: {}", logger, level);
    return list();
  }

  private Backend backend() {
    if (backend == null) {
      throw Problem.of(
          501,
          "this program logs by something else than Logback, whose levels are not ours to set");
    }
    return backend;
  }

  private static boolean isChangeable(String logger) {
    return logger.equals(ROOT) || logger.equals(OURS) || logger.startsWith(OURS + ".");
  }

  private static String text(JsonObject body, String key) {
    require(body.getValue(key) instanceof String, key, key + " must be there, and be a text");
    return body.getString(key);
  }

  private static void require(boolean right, String key, String otherwise) {
    if (!right) {
      throw Problem.of(400, otherwise).with("key", key);
    }
  }
}
