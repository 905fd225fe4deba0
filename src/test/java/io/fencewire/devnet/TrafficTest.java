package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.GossipCommand;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.peer.Role;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three fake nodes on a real event bus, whose gossip gives every item to everybody at once. */
class TrafficTest {
  private static final int NODES = 3;
  private static final long SEED = 11;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final List<NodeBus> buses = IntStream.range(0, NODES)
      .mapToObj(node -> new NodeBus(vertx, "node-" + node))
      .toList();
  private boolean refusing;
  private boolean deaf;

  @TempDir
  private Path directory;

  @BeforeEach
  void startGossip() {
    for (NodeBus bus : buses) {
      bus.listen(bus.addresses().role(Role.GOSSIP), message -> {
        var item = (GossipCommand.PublishItem) message.body();
        if (refusing) {
          NodeBus.answer(message, new RoleAnswer.Published("", "too many of them"));
        } else {
          NodeBus.answer(message, new RoleAnswer.Published("id", ""));
          buses.stream().limit(deaf ? NODES - 1 : NODES).forEach(other -> give(other, item));
        }
      });
    }
  }

  private static void give(NodeBus bus, GossipCommand.PublishItem item) {
    bus.publish(
        bus.addresses().topic(item.topic()),
        new GossipCommand.Item(item.topic(), "id", item.body(), null));
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void asManyArePublishedAsTheRateSaysAndAllAreCounted() throws TimeoutException {
    Traffic traffic = traffic(Items.numbered());
    assertThat(run(traffic, 200, 2_000)).isTrue();
    assertThat(traffic.book().published()).isEqualTo(200 * 300 / 1_000);
    assertThat(traffic.book().expected()).isEqualTo(120);
    assertThat(traffic.book().delivered()).isEqualTo(120);
    assertThat(traffic.book().twice()).isZero();
    assertThat(traffic.book().corrupt()).isZero();
    assertThat(traffic.refused()).isZero();
    for (int node = 0; node < NODES; node++) {
      assertThat(traffic.book().deliveredTo(node)).as("seed %d", SEED).isBetween(1L, 59L);
    }
  }

  @Test
  void theLinesOfAFileArePublishedOnceEach() throws TimeoutException, IOException {
    Path file = Files.writeString(directory.resolve("lines"), "one\ntwo\ntwo\n");
    Traffic traffic = traffic(Items.ofFile(file));
    assertThat(run(traffic, 200, 2_000)).isTrue();
    assertThat(traffic.book().published()).isEqualTo(3);
    assertThat(traffic.book().delivered()).isEqualTo(6);
  }

  @Test
  void whatIsMissingStaysMissing() throws TimeoutException {
    deaf = true;
    Traffic traffic = traffic(Items.numbered());
    assertThat(run(traffic, 200, 100)).isFalse();
    assertThat(traffic.book().delivered()).isLessThan(traffic.book().expected());
    assertThat(traffic.book().deliveredTo(NODES - 1)).isZero();
  }

  @Test
  void whatANodeRefusesIsCountedAndTheFirstRefusalIsTold() throws TimeoutException {
    refusing = true;
    Traffic traffic = traffic(Items.numbered());
    assertThat(run(traffic, 200, 100)).isFalse();
    assertThat(traffic.refused()).isEqualTo(60);
    assertThat(traffic.refusal()).startsWith("item 0 at node ").endsWith(": too many of them");
  }

  private Traffic traffic(Items items) {
    List<PeerNetwork> networks =
        buses.stream().map(bus -> PeerNetwork.of(vertx, bus.addresses().node())).toList();
    return new Traffic(vertx, networks, items, new SplittableRandom(SEED));
  }

  private Boolean run(Traffic traffic, int rate, long settleMillis) throws TimeoutException {
    return onLoop(() -> {
          traffic.subscribe();
          return traffic
              .run(Duration.ofMillis(300), rate)
              .compose(over -> traffic.settle(settleMillis));
        })
        .await(10, TimeUnit.SECONDS);
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> task) {
    Promise<T> promise = Promise.promise();
    loop.runOnContext(turn -> task.get().onComplete(promise));
    return promise.future();
  }
}
