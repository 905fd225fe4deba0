package io.fencewire.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The subcommands of {@code fencewire}: what is not one of them goes to the launcher. Exit codes: 0
 * for success, 1 for a run that failed, 2 for a command line that can't be understood.
 */
@Command(
    name = "fencewire",
    description = "A peer node for the JVM: no stale task can harm a live connection.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {DevnetCommand.class, CommandLine.HelpCommand.class})
public final class Commands {
  /** Runs a command line that begins with a subcommand; returns the exit code. */
  public static int run(String[] args) {
    return commandLine().execute(args);
  }

  /** Whether this is the name of a subcommand. */
  public static boolean isSubcommand(String word) {
    return commandLine().getSubcommands().containsKey(word);
  }

  /** The parser, with one line for a person who mistyped something. */
  static CommandLine commandLine() {
    return new CommandLine(new Commands())
        .setParameterExceptionHandler((problem, args) -> misused(problem))
        .setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, command));
  }

  private static int misused(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    String message = String.valueOf(problem.getMessage());
    if (problem instanceof UnmatchedArgumentException) {
      message += "; see 'fencewire help " + command.getCommandName() + "'";
    }
    err.println("fencewire: " + message.replaceAll("\\R", " "));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Exception problem, CommandLine command) {
    command.getErr().println("fencewire " + command.getCommandName() + " failed: " + problem);
    command.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
