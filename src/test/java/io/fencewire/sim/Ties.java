package io.fencewire.sim;

import java.util.HashSet;
import java.util.Set;

/** How ties were broken, at both ends of each: S1 wants that they agree. */
public final class Ties {
  private final World world;
  private final Set<Tie> ties = new HashSet<>();

  Ties(World world) {
    this.world = world;
  }

  /** Two connections, by the numbers that both ends know them by. */
  private record Tie(long winner, long loser) {}

  /** At one end, this connection has stayed and that one was closed. */
  public void broken(long winner, long loser) {
    ties.add(new Tie(winner, loser));
    if (ties.contains(new Tie(loser, winner))) {
      world.fail(
          "S1",
          "of sessions %x and %x, each end has closed the one that the other kept"
              .formatted(winner, loser));
    }
  }
}
