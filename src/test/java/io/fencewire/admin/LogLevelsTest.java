package io.fencewire.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.helpers.NOPLoggerFactory;

/** Log levels that change while it runs: of which loggers, and only with Logback. */
class LogLevelsTest {
  private final LoggerContext context = new LoggerContext();
  private final LogLevels levels = new LogLevels(context);

  LogLevelsTest() {
    context.getLogger("root").setLevel(Level.WARN);
    context.getLogger("io.fencewire").setLevel(Level.INFO);
    context.getLogger("io.fencewire.server.ConnectionLog");
    context.getLogger("io.vertx.core").setLevel(Level.OFF);
  }

  @Test
  void oursAndTheRootAreListed() {
    assertThat(levels.list().encode())
        .isEqualTo("{\"loggers\":[{\"logger\":\"io.fencewire\",\"level\":\"info\"},"
            + "{\"logger\":\"root\",\"level\":\"warn\"}]}");
  }

  @Test
  void aLevelHoldsUntilItIsGivenBack() {
    var log = context.getLogger("io.fencewire.server.ConnectionLog");
    assertThat(change("io.fencewire.server", "DEBUG").getJsonArray("loggers")).hasSize(3);
    assertThat(log.isDebugEnabled()).isTrue();

    assertThat(change("io.fencewire.server", "inherit").getJsonArray("loggers")).hasSize(2);
    assertThat(log.isDebugEnabled()).isFalse();

    change("root", "error");
    assertThat(context.getLogger("org.elsewhere").getEffectiveLevel()).isEqualTo(Level.ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "io.vertx.core     | debug   | logger | must be root or one of ours",
        "io.fencewirex     | debug   | logger | must be root or one of ours",
        "io.fencewire.none | debug   | logger | there is no logger 'io.fencewire.none'",
        "io.fencewire      | loud    | level  | must be one of [off, error",
        "root              | inherit | level  | nobody to inherit",
      })
  void whatMakesNoSenseIsRefusedAndChangesNothing(
      String logger, String level, String key, String words) {
    int known = context.getLoggerList().size();
    String before = levels.list().encode();

    assertThatThrownBy(() -> change(logger, level))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem).hasMessageContaining(words));

    assertThat(levels.list().encode()).isEqualTo(before);
    assertThat(context.getLoggerList()).as("no name makes a logger").hasSize(known);
  }

  @Test
  void aKeyThatIsMissingOrUnknownIsNamed() {
    assertThatThrownBy(() -> levels.change(new JsonObject().put("logger", "root")))
        .hasMessage("level must be there, and be a text");
    assertThatThrownBy(() -> levels.change(
            new JsonObject().put("logger", "root").put("level", "info").put("for", 1)))
        .hasMessageContaining("no key 'for'");
  }

  @Test
  void whereSomethingElseLogsThereAreNoneToSet() {
    LogLevels others = new LogLevels(new NOPLoggerFactory());
    assertThatThrownBy(others::list).hasMessageContaining("something else than Logback");
  }

  /** An embedder has no Logback: nothing of it may be loaded there. */
  @Test
  void withoutLogbackOnTheClassPathItSaysTheSame() throws Exception {
    try (URLClassLoader bare =
        new URLClassLoader(classPath("logback"), ClassLoader.getPlatformClassLoader())) {
      Class<?> factories = bare.loadClass("org.slf4j.ILoggerFactory");
      var constructor = bare.loadClass(LogLevels.class.getName()).getDeclaredConstructor(factories);
      constructor.setAccessible(true);
      var nothing =
          bare.loadClass(NOPLoggerFactory.class.getName()).getConstructor().newInstance();
      Object others = constructor.newInstance(nothing);
      var list = others.getClass().getDeclaredMethod("list");
      list.setAccessible(true);

      assertThatThrownBy(() -> list.invoke(others))
          .hasRootCauseMessage("this program logs by something else than Logback, whose levels are"
              + " not ours to set");
    }
  }

  private JsonObject change(String logger, String level) {
    return levels.change(new JsonObject().put("logger", logger).put("level", level));
  }

  private static URL[] classPath(String without) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains(without))
        .map(entry -> {
          try {
            return new File(entry).toURI().toURL();
          } catch (MalformedURLException e) {
            throw new AssertionError(e);
          }
        })
        .toArray(URL[]::new);
  }
}
