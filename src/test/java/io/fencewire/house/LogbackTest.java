package io.fencewire.house;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** How the runnable jar logs. */
class LogbackTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void oursIsHeardFromInfoOnAndLibrariesFromWarnOn() throws JoranException {
    configure(Map.of());
    assertThat(context.getLogger("io.fencewire.server").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(context.getLogger("io.vertx.core").getEffectiveLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void bothLevelsCanBeSetFromOutside() throws JoranException {
    configure(Map.of("fencewire.log", "TRACE", "fencewire.log.libraries", "ERROR"));
    assertThat(context.getLogger("io.fencewire.server").getEffectiveLevel()).isEqualTo(Level.TRACE);
    assertThat(context.getLogger("io.vertx.core").getEffectiveLevel()).isEqualTo(Level.ERROR);
  }

  @Test
  void itGoesToStandardError() throws JoranException {
    assertThat(configure(Map.of()).getTarget()).isEqualTo("System.err");
  }

  @Test
  void anEventIsOneLineWhateverItHolds() throws JoranException {
    String plain = line("peer {} left", null, "a");
    assertThat(plain).endsWith(" INFO  [main] io.fencewire.server peer a left\n");
    assertThat(line("peer {} left", null, "a\r\n2026 ERROR forged\u001b[2J\n"))
        .endsWith(" peer a | 2026 ERROR forged | [2J | left\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void aStackTraceStaysInTheLineOfItsEvent() throws JoranException {
    Exception cause = new IllegalStateException("inner\nsecond line");
    assertThat(line("failed", new IllegalArgumentException("outer", cause)))
        .contains("failed | java.lang.IllegalArgumentException: outer | at io.fencewire.house.")
        .contains(" | Caused by: java.lang.IllegalStateException: inner | second line | at ")
        .containsOnlyOnce("\n")
        .endsWith("\n");
  }

  @Test
  void asJsonAnEventIsAnObjectOnOneLineWithItsFields() throws JoranException {
    LoggingEvent event = event("peer {} left", null, "a\r\n\u001b[2J\u2028\"");
    event.setKeyValuePairs(List.of(new KeyValuePair("token", "7@9f3a\n")));
    event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("outer\nline")));

    String line = encoded(configure(Map.of("fencewire.log.format", "json")), event);

    assertThat(line).containsOnlyOnce("\n").endsWith("\n").doesNotContain("\u001b");
    JsonObject json = new JsonObject(line);
    assertThat(json.getString("level")).isEqualTo("INFO");
    assertThat(json.getString("formattedMessage")).startsWith("peer a\r\n").endsWith("\" left");
    assertThat(json.getJsonArray("kvpList"))
        .containsExactly(new JsonObject().put("token", "7@9f3a\n"));
    assertThat(json.getJsonObject("throwable").getString("message")).isEqualTo("outer\nline");
  }

  private String line(String message, @Nullable Throwable thrown, Object... arguments)
      throws JoranException {
    ConsoleAppender<ILoggingEvent> appender = configure(Map.of());
    return encoded(appender, event(message, thrown, arguments));
  }

  private LoggingEvent event(String message, @Nullable Throwable thrown, Object... arguments) {
    Logger logger = context.getLogger("io.fencewire.server");
    var event = new LoggingEvent("", logger, Level.INFO, message, thrown, arguments);
    event.setThreadName("main");
    return event;
  }

  private static String encoded(ConsoleAppender<ILoggingEvent> appender, LoggingEvent event) {
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private ConsoleAppender<ILoggingEvent> configure(Map<String, String> properties)
      throws JoranException {
    context.reset();
    properties.forEach(context::putProperty);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        SourceFiles.ROOT.resolve("src/main/runnable/logback.xml").toFile());
    return (ConsoleAppender<ILoggingEvent>)
        context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().next();
  }
}
