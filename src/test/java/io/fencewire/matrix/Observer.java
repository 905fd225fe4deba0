package io.fencewire.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hazelcast.config.XmlConfigBuilder;
import io.fencewire.Ear;
import io.fencewire.api.PeerNetwork;
import io.fencewire.api.PeerStatus;
import io.fencewire.bus.BusCodec;
import io.fencewire.peer.ConnectionState;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

/** An application in a JVM of its own, which knows of the node what the public API tells. */
final class Observer implements AutoCloseable {
  static final String NAME = "observer";

  private final Journal journal;
  private final Vertx vertx;
  private final PeerNetwork network;
  private long published;

  Observer(Cluster cluster, Network place, Journal journal) throws IOException {
    this.journal = journal;
    VertxOptions options = new VertxOptions();
    options.getEventBusOptions().setHost(place.busHost(-1));
    try (InputStream file = Files.newInputStream(cluster.hazelcastFile())) {
      this.vertx = Ear.await(Vertx.builder()
          .with(options)
          .withClusterManager(new HazelcastClusterManager(new XmlConfigBuilder(file).build()))
          .buildClustered());
    }
    BusCodec.refuseSerialized(vertx);
    this.network = PeerNetwork.of(vertx, Cluster.NODE);
    network.subscribe(
        Crowd.TOPIC,
        item -> journal.heard(new String(item.body().toArray(), UTF_8), NAME, System.nanoTime()));
  }

  /** Publishes an item. */
  void publish() {
    String item = "o" + published++;
    journal.published(item, NAME);
    var unused = network.publish(Crowd.TOPIC, item.getBytes(UTF_8));
  }

  /** The connections that the servers of the node call LIVE; none if they did not answer. */
  List<PeerStatus> live() {
    try {
      return Ear.await(network.peers().otherwise(List.of())).stream()
          .filter(peer -> peer.state() == ConnectionState.LIVE)
          .toList();
    } catch (AssertionError tooLate) {
      return List.of();
    }
  }

  @Override
  public void close() {
    Ear.await(vertx.close());
  }
}
