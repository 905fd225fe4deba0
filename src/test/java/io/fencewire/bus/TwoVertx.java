package io.fencewire.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Two clustered Vert.x on loopback, as in two JVMs: what they say to each other goes as bytes. */
final class TwoVertx implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long TIMEOUT_SECONDS = 60;

  final Vertx one;
  final Vertx other;

  TwoVertx() {
    String cluster = "test-" + UUID.randomUUID();
    HazelcastClusterManager first = new HazelcastClusterManager(config(cluster));
    one = start(first);
    Config config = config(cluster);
    int port =
        first.getHazelcastInstance().getCluster().getLocalMember().getAddress().getPort();
    config.getNetworkConfig().getJoin().getTcpIpConfig().addMember(LOOPBACK + ":" + port);
    other = start(new HazelcastClusterManager(config));
  }

  @Override
  public void close() {
    await(other.close());
    await(one.close());
  }

  /** What came of it; a failure is the cause of a CompletionException. */
  static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static Vertx start(HazelcastClusterManager manager) {
    EventBusOptions bus = new EventBusOptions().setHost(LOOPBACK);
    VertxBuilder builder = Vertx.builder().with(new VertxOptions().setEventBusOptions(bus));
    return await(builder.withClusterManager(manager).buildClustered());
  }

  /** A small Hazelcast that looks for nobody and takes a free port. */
  private static Config config(String cluster) {
    Config config = new Config()
        .setClusterName(cluster)
        .setProperty("hazelcast.partition.count", "13")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.io.thread.count", "1");
    config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface(LOOPBACK);
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    return config;
  }
}
