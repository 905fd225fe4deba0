package io.fencewire.sim;

import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Closes the connection it has known longest, now and then, by the token under which it knows it. */
final class Refresher implements Ask.Asker {
  private final Line line;
  private final List<ConnectionToken> known = new ArrayList<>();

  Refresher(SmallWorld world, long offset) {
    this.line = new Line(world, Place.REFRESH, offset);
  }

  /** The server says something. */
  void hear(RoleMessage message, long now) {
    line.heard(message.reading(), now);
    if (message instanceof RoleMessage.Promoted promoted) {
      known.remove(promoted.token());
      known.add(promoted.token());
    } else if (message instanceof RoleMessage.Ended ended) {
      known.remove(ended.token());
    } else if (message instanceof RoleMessage.Snapshot snapshot) {
      known.clear();
      snapshot.holdings().forEach(holding -> known.add(holding.connection().token()));
    }
  }

  /** Whether there is anybody to rotate. */
  boolean knowsAny() {
    return !known.isEmpty();
  }

  /** Rotates. */
  void rotate() {
    if (!known.isEmpty()) {
      ConnectionToken victim = known.get(0);
      line.ask(
          deadline -> new ServerCommand.CloseConnection(victim, deadline, CloseReason.ROTATION),
          this);
    }
  }

  @Override
  public Line line() {
    return line;
  }

  @Override
  public int instance() {
    return 1;
  }

  @Override
  public void answered(ServerCommand command, Outcome outcome, long reading, long now) {}
}
