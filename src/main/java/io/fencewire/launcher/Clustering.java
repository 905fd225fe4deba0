package io.fencewire.launcher;

import io.vertx.core.VertxBuilder;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import org.jspecify.annotations.Nullable;

/** What a clustered Vert.x is given beyond what Vert.x itself would take. */
public final class Clustering {
  private static final String BUS = "eventBusOptions";
  private static final int CONNECT_MILLIS = 2_000;
  private static final long PING_MILLIS = 5_000;

  private Clustering() {}

  /**
   * The options of Vert.x, with what nobody has said of the event bus: Vert.x takes 0 for a number
   * that is missing among {@code eventBusOptions}, and then doesn't start. A JVM that can't be reached
   * is given up in seconds rather than in a minute.
   */
  static JsonObject options(@Nullable JsonObject given) {
    JsonObject options = given == null ? new JsonObject() : given.copy();
    JsonObject bus = new EventBusOptions()
        .setConnectTimeout(CONNECT_MILLIS)
        .setClusterPingInterval(PING_MILLIS)
        .setClusterPingReplyInterval(PING_MILLIS)
        .toJson();
    return options.put(BUS, bus.mergeIn(options.getJsonObject(BUS, new JsonObject())));
  }

  /**
   * The builder, with Hazelcast if it is there; else with whatever the class path offers. The runnable
   * jar does not list it as a service, so that a start without a cluster loads no class of it.
   */
  public static VertxBuilder with(VertxBuilder builder) {
    return ClusterCheck.hasHazelcast()
        ? builder.withClusterManager(new HazelcastClusterManager())
        : builder;
  }
}
