package io.fencewire;

import io.fencewire.cli.Commands;
import io.vertx.launcher.application.VertxApplication;

/**
 * The program: a subcommand if the first word is one, else the Vert.x launcher with all its options
 * and {@link NodeVerticle} as the main verticle.
 */
public final class Fencewire extends VertxApplication {
  private Fencewire(String[] args) {
    super(args, null, true, true);
  }

  /** Starts it; the exit code of a subcommand is its own, that of a failed start is not 0. */
  public static void main(String[] args) {
    if (args.length > 0 && Commands.isSubcommand(args[0])) {
      System.exit(Commands.run(args));
    }
    new Fencewire(args).launch();
  }
}
