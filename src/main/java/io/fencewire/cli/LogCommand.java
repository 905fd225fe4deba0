package io.fencewire.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fencewire log}: how much a running node logs, and another level if one is given. */
@Command(
    name = "log",
    description = "Shows the log levels of a running node, or changes one until it stops.",
    mixinStandardHelpOptions = true)
public final class LogCommand implements Callable<Integer> {
  @Mixin
  private final AdminAccess admin;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOGGER",
      description = "root, io.fencewire, or a package or class below it.")
  private @Nullable String logger;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LEVEL",
      description = "off, error, warn, info, debug, trace, or inherit.")
  private @Nullable String level;

  LogCommand(AdminAccess admin) {
    this.admin = admin;
  }

  @Override
  public Integer call() throws IOException {
    if (logger != null && level == null) {
      throw admin.misused("a LEVEL is missing for " + logger);
    }
    JsonObject levels = logger == null
        ? admin.get("/log")
        : admin.put("/log", new JsonObject().put("logger", logger).put("level", level));
    admin.print(levels, LogCommand::table);
    return 0;
  }

  private static String table(JsonObject levels) {
    List<List<String>> rows = new ArrayList<>(List.of(List.of("LOGGER", "LEVEL")));
    for (Object each : levels.getJsonArray("loggers")) {
      JsonObject one = (JsonObject) each;
      rows.add(List.of(one.getString("logger"), one.getString("level")));
    }
    return Shown.table(rows);
  }
}
