package io.fencewire.devnet;

import io.fencewire.api.Item;
import io.fencewire.api.PeerNetwork;
import io.fencewire.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The items of a run: published at random nodes at an even rate, and counted where they are
 * delivered. It uses what any application uses, and lives on one event loop.
 */
final class Traffic {
  private static final long TICK_MILLIS = 10;

  private final Vertx vertx;
  private final List<PeerNetwork> networks;
  private final Items items;
  private final RandomGenerator random;
  private final Deliveries book;
  private int refused;
  private @Nullable String refusal;

  /** Traffic between these nodes; call {@link #subscribe()} before anything is published. */
  Traffic(Vertx vertx, List<PeerNetwork> networks, Items items, RandomGenerator random) {
    this.vertx = vertx;
    this.networks = List.copyOf(networks);
    this.items = items;
    this.random = random;
    this.book = new Deliveries(networks.size());
  }

  /** Begins to count deliveries at every node. */
  void subscribe() {
    for (int i = 0; i < networks.size(); i++) {
      int node = i;
      for (String topic : Items.TOPICS) {
        networks.get(node).subscribe(topic, item -> delivered(node, item));
      }
    }
  }

  private void delivered(int node, Item item) {
    book.delivered(Items.number(item.body()), node, item.body(), System.nanoTime());
  }

  /** Publishes, until there are no more items, for this time; completes when it is over. */
  Future<Void> run(Duration time, int rate) {
    Promise<Void> over = Promise.promise();
    long begun = System.nanoTime();
    vertx.setPeriodic(TICK_MILLIS, timer -> {
      long elapsed = Math.min(System.nanoTime() - begun, time.toNanos());
      publishUpTo(elapsed * rate / 1_000_000_000L);
      if (elapsed == time.toNanos()) {
        vertx.cancelTimer(timer);
        over.complete();
      }
    });
    return over.future();
  }

  private void publishUpTo(long due) {
    while (book.published() < due && items.has(book.published())) {
      publish(book.published());
    }
  }

  private void publish(int number) {
    int node = random.nextInt(networks.size());
    Bytes body = items.body(number);
    book.published(number, node, body, System.nanoTime());
    networks
        .get(node)
        .publish(items.topic(number), body.toArray())
        .onFailure(problem -> refused(number, node, problem));
  }

  private void refused(int number, int node, Throwable problem) {
    refused++;
    if (refusal == null) {
      refusal = "item " + number + " at node " + node + ": " + problem.getMessage();
    }
  }

  /** Waits until everything is delivered, or this long; true if everything is. */
  Future<Boolean> settle(long withinMillis) {
    return Until.isTrue(vertx, withinMillis, () -> book.delivered() == book.expected());
  }

  /** Who was given what. */
  Deliveries book() {
    return book;
  }

  /** Items that a node refused to publish. */
  int refused() {
    return refused;
  }

  /** The first of them and why, or null if there was none. */
  @Nullable
  String refusal() {
    return refusal;
  }
}
