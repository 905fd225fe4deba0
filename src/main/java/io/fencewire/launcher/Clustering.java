package io.fencewire.launcher;

import io.vertx.core.VertxBuilder;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * Names Hazelcast to a clustered Vert.x. The runnable jar does not list it as a service, so that a
 * start without a cluster loads no class of it.
 */
public final class Clustering {
  private Clustering() {}

  /** The builder, with Hazelcast if it is there; else with whatever the class path offers. */
  public static VertxBuilder with(VertxBuilder builder) {
    return ClusterCheck.hasHazelcast()
        ? builder.withClusterManager(new HazelcastClusterManager())
        : builder;
  }
}
