package io.fencewire;

import static io.fencewire.Ear.await;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Clustered Vert.x on loopback, as in several JVMs: what they say to each other goes as bytes. */
public final class TestCluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final String name = "test-" + UUID.randomUUID();
  private final List<Vertx> members = new ArrayList<>();
  private @Nullable String first;

  /** One more member. */
  public Vertx join() {
    HazelcastClusterManager manager = new HazelcastClusterManager(config());
    EventBusOptions bus = new EventBusOptions().setHost(LOOPBACK);
    Vertx vertx = await(Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(bus))
        .withClusterManager(manager)
        .buildClustered());
    if (first == null) {
      first = LOOPBACK + ":"
          + manager
              .getHazelcastInstance()
              .getCluster()
              .getLocalMember()
              .getAddress()
              .getPort();
    }
    members.add(vertx);
    return vertx;
  }

  /** What keeps the maps of the cluster. */
  public static HazelcastInstance hazelcast(Vertx member) {
    ClusterManager manager = ((VertxInternal) member).clusterManager();
    return ((HazelcastClusterManager) manager).getHazelcastInstance();
  }

  /** This one leaves. */
  public Future<Void> leave(Vertx member) {
    members.remove(member);
    return member.close();
  }

  @Override
  public void close() {
    for (int i = members.size() - 1; i >= 0; i--) {
      await(members.get(i).close());
    }
  }

  /** A small Hazelcast that looks for nobody but the first one, and takes a free port. */
  private Config config() {
    Config config = new Config()
        .setClusterName(name)
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
    if (first != null) {
      join.getTcpIpConfig().addMember(first);
    }
    return config;
  }
}
