package io.fencewire.cli;

import io.fencewire.launcher.JsonArgument;
import io.fencewire.options.NodeOptions;
import io.fencewire.options.Settings;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fencewire config}: what a node would be told at its start, and where it came from. */
@Command(
    name = "config",
    description = "Prints the configuration a node would start with, as JSON that -conf takes:"
        + " the file, with the environment's FENCEWIRE_ variables over it.",
    mixinStandardHelpOptions = true)
public final class ConfigCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = {"-conf", "--conf"},
      paramLabel = "FILE",
      description = "A JSON file or a JSON object, as for a start.")
  private @Nullable String conf;

  @ArgGroup
  private @Nullable Instead instead;

  /** What to do in place of printing. */
  private static final class Instead {
    @Option(
        names = "--explain",
        paramLabel = "KEY",
        description =
            "Say what a key such as peers.max is for, what it takes, and what it is here.")
    private @Nullable String explain;

    @Option(names = "--validate", description = "Print nothing; exit code 2 if anything is wrong.")
    private boolean validate;

    @Option(names = "--verbose", description = "Print with each value where it came from.")
    private boolean verbose;
  }

  /** A command that sees this environment. */
  ConfigCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    try {
      JsonObject given = conf == null ? new JsonObject() : JsonArgument.read("--conf", conf);
      Settings settings = Settings.read(given, environment);
      NodeOptions.fromJson(settings.toJson());
      String text = text(settings, instead == null ? new Instead() : instead);
      if (!text.isEmpty()) {
        command.commandLine().getOut().println(text);
      }
      return 0;
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static String text(Settings settings, Instead instead) {
    if (instead.explain != null) {
      return settings.explain(instead.explain);
    }
    if (instead.validate) {
      return "";
    }
    JsonObject json = instead.verbose ? settings.toJsonWithOrigins() : settings.toJson();
    return json.encodePrettily();
  }
}
