package io.fencewire.gossip;

import io.fencewire.sim.Actor;
import io.vertx.core.Deployable;

/** Makes the verticle of this room for the simulator: its clock and its dice are an actor's. */
public final class SimGossip {
  private SimGossip() {}

  /** The real verticle, on simulated ground. */
  public static Deployable of(String node, GossipOptions options, Actor actor) {
    return new GossipVerticle(node, options, actor.world().generator(), actor::nanoTime);
  }
}
