package io.fencewire.cli;

import io.fencewire.NodeVerticle;
import io.fencewire.launcher.LaunchCheck.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** A command line that was executed in this process: its exit code and what it has said. */
record CommandRun(int code, String out, String err) {
  static CommandRun of(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    var around = new Surroundings(environment, Map.of(), NodeVerticle.class.getName());
    int code = Commands.commandLine(around, launch -> -1)
        .setErr(new PrintWriter(err))
        .setOut(new PrintWriter(out))
        .execute(args);
    return new CommandRun(code, out.toString(), err.toString());
  }
}
