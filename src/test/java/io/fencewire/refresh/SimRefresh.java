package io.fencewire.refresh;

import io.fencewire.sim.Actor;
import io.vertx.core.Deployable;

/** Makes the verticle of this room for the simulator: its clock and its dice are an actor's. */
public final class SimRefresh {
  private SimRefresh() {}

  /** The real verticle, on simulated ground. */
  public static Deployable of(String node, RefreshOptions options, Actor actor) {
    return new RefreshVerticle(node, options, actor.world().generator(), actor::nanoTime);
  }
}
