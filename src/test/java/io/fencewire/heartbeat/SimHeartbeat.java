package io.fencewire.heartbeat;

import io.fencewire.sim.Actor;
import io.vertx.core.Deployable;

/** Makes the verticle of this room for the simulator: its clock and its dice are an actor's. */
public final class SimHeartbeat {
  private SimHeartbeat() {}

  /** The real verticle, on simulated ground. */
  public static Deployable of(String node, HeartbeatOptions options, Actor actor) {
    return new HeartbeatVerticle(node, options, actor.world().generator(), actor::nanoTime);
  }
}
