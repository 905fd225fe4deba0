package io.fencewire.admin;

import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.Status;
import io.vertx.spi.cluster.hazelcast.ClusterHealthCheck;

/** Whether Hazelcast has a backup of all it keeps; loaded only where it is the cluster manager. */
final class HazelcastHealth {
  static final String MANAGER = "io.vertx.spi.cluster.hazelcast.HazelcastClusterManager";

  private HazelcastHealth() {}

  /** Vert.x's own check. */
  static Handler<Promise<Status>> check(Vertx vertx) {
    return ClusterHealthCheck.createProcedure(vertx);
  }
}
