package io.fencewire.cli;

import io.fencewire.launcher.LaunchCheck;
import io.fencewire.launcher.LaunchCheck.Launch;
import io.fencewire.launcher.LaunchCheck.Surroundings;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.launcher.application.VertxApplication;
import io.vertx.launcher.application.VertxApplicationHooks;
import io.vertx.launcher.application.impl.VertxApplicationCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: the subcommands of {@code fencewire}, and without one a start by the Vert.x
 * launcher, whose own options these are. Exit codes: 0 for success, 1 for a run that failed, 2 for a
 * command line or a configuration that can't be meant.
 */
@Command(
    name = "fencewire",
    description = {
      "A peer node for the JVM: no stale task can harm a live connection.",
      "Without a COMMAND it starts a node with the options of the Vert.x launcher."
    },
    footer = {
      "",
      "Every key of the configuration is an environment variable too: peers.max is",
      "FENCEWIRE_PEERS_MAX, and wins over -conf. 'fencewire config' shows all of them.",
      "",
      "Exit codes: 0 done, 1 it failed, 2 it was asked for wrongly, 130 or 143 ended by a signal."
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Commands.Version.class,
    subcommands = {
      DevnetCommand.class,
      KeygenCommand.class,
      ConfigCommand.class,
      PeersCommand.class,
      PublishCommand.class,
      ConnectCommand.class,
      DisconnectCommand.class,
      LogCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Commands implements Callable<Integer> {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  @SuppressWarnings("UnusedVariable") // the parser itself acts on it
  private boolean version;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "VERTICLE",
      description = "The main verticle's class, if it is not the node itself.")
  @SuppressWarnings("UnusedVariable") // LaunchCheck reads it from what was parsed
  private @Nullable String verticle;

  @Spec
  private @Nullable CommandSpec spec;

  private final Surroundings around;
  private final ToIntFunction<Launch> launcher;

  private Commands(Surroundings around, ToIntFunction<Launch> launcher) {
    this.around = around;
    this.launcher = launcher;
  }

  /** Runs a command line, or gives a start that was found right to the launcher. */
  public static int run(String[] args, Surroundings around, ToIntFunction<Launch> launcher) {
    return commandLine(around, launcher).execute(args);
  }

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Launch launch;
    try {
      launch = LaunchCheck.check(line.getParseResult(), around);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(line, String.valueOf(wrong.getMessage()), wrong);
    }
    return launcher.applyAsInt(launch);
  }

  /** The parser, with one line for a person who mistyped something. */
  static CommandLine commandLine(Surroundings around, ToIntFunction<Launch> launcher) {
    CommandLine line = new CommandLine(
        new Commands(around, launcher), new Ground(around, CommandLine.defaultFactory()));
    launcherOptions().forEach(option -> line.getCommandSpec().addOption(option));
    return line.setOptionsCaseInsensitive(true)
        .setAllowSubcommandsAsOptionParameters(true)
        .setParameterExceptionHandler((problem, args) -> misused(problem))
        .setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, command));
  }

  /** The launcher's own description of its options, so that none means two things. */
  private static List<OptionSpec> launcherOptions() {
    CommandSpec launcher = CommandSpec.forAnnotatedObject(new VertxApplicationCommand(
        new VertxApplication(new String[0]),
        VertxApplicationHooks.DEFAULT,
        LoggerFactory.getLogger(Commands.class)));
    return launcher.options().stream().map(Commands::labelled).toList();
  }

  private static OptionSpec labelled(OptionSpec option) {
    String name = option.longestName();
    String label = "JSON";
    if (name.endsWith("port")) {
      label = "PORT";
    } else if (name.endsWith("host")) {
      label = "HOST";
    } else if (name.endsWith("instances")) {
      label = "N";
    }
    return OptionSpec.builder(option).paramLabel(label).build();
  }

  private static int misused(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("fencewire: " + message(problem).replaceAll("\\R", " "));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static String message(ParameterException problem) {
    for (var number : LaunchCheck.numbers().entrySet()) {
      if (problem.getArgSpec() instanceof OptionSpec option
          && problem.getValue() != null
          && List.of(option.names()).contains(number.getKey())) {
        return number.getKey() + " = " + problem.getValue() + " is wrong: " + number.getValue();
      }
    }
    String message = String.valueOf(problem.getMessage()).replaceFirst("^Error: ", "");
    if (problem instanceof UnmatchedArgumentException) {
      String command = problem.getCommandLine().getCommandSpec().qualifiedName();
      message += "; see '" + command + " --help'";
    }
    return message;
  }

  private static int failed(Exception problem, CommandLine command) {
    String why =
        problem instanceof IOException ? String.valueOf(problem.getMessage()) : "" + problem;
    command.getErr().println("fencewire " + command.getCommandName() + " failed: " + why);
    command.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Gives the commands that ask for them what there is apart from the command line. */
  private record Ground(Surroundings around, CommandLine.IFactory others)
      implements CommandLine.IFactory {
    /** Those that talk to a running node. */
    private static final Map<Class<?>, Function<AdminAccess, ?>> TALKING = Map.of(
        PeersCommand.class, PeersCommand::new,
        PublishCommand.class, PublishCommand::new,
        ConnectCommand.class, ConnectCommand::new,
        DisconnectCommand.class, DisconnectCommand::new,
        LogCommand.class, LogCommand::new,
        RecordCommand.class, RecordCommand::new);

    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == ConfigCommand.class) {
        return type.cast(new ConfigCommand(around.environment()));
      }
      Function<AdminAccess, ?> talking = TALKING.get(type);
      return talking == null
          ? others.create(type)
          : type.cast(talking.apply(new AdminAccess(around.environment())));
    }
  }

  /** Which Fencewire this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {
        "fencewire " + Objects.requireNonNullElse(version, "(from class files)"),
        "Java " + Runtime.version()
      };
    }
  }
}
