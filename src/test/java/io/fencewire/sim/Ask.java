package io.fencewire.sim;

import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.Outcome;
import org.jspecify.annotations.Nullable;

/** A command on its way to the server, and the one answer that is waited for. */
final class Ask {
  final ServerCommand command;
  final Asker asker;
  /** When it was given: what the server does with it later than its deadline is wrong. */
  final long givenAt;

  @Nullable
  Planned patience;

  private boolean over;

  Ask(ServerCommand command, Asker asker, long givenAt) {
    this.command = command;
    this.asker = asker;
    this.givenAt = givenAt;
  }

  /** Whoever gives commands. */
  interface Asker {
    /** The line it asks on. */
    Line line();

    /** Which instance of its role it is. */
    int instance();

    /** What has become of a command. */
    void answered(ServerCommand command, Outcome outcome, long reading, long now);
  }

  /** The first answer counts. */
  void answer(Outcome outcome, long reading, long now) {
    if (!over) {
      over = true;
      if (patience != null) {
        patience.cancel();
      }
      asker.answered(command, outcome, reading, now);
    }
  }
}
