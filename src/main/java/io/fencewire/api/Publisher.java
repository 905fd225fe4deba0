package io.fencewire.api;

import io.fencewire.wire.Bytes;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One application's way of items to the gossip of its JVM: bounded in number and in time. It may be
 * called from any thread.
 */
final class Publisher {
  /** Items that may be under way; the next one loses, at once. */
  static final int IN_FLIGHT_MAX = 1024;

  private final NodeServers servers;
  private final AtomicInteger inFlight = new AtomicInteger();

  Publisher(NodeServers servers) {
    this.servers = servers;
  }

  /** Hands an item over; answers with its id. An item that comes too late is not published. */
  Future<String> publish(String topic, byte[] body) {
    if (inFlight.incrementAndGet() > IN_FLIGHT_MAX) {
      inFlight.decrementAndGet();
      return Future.failedFuture(new IllegalStateException(
          IN_FLIGHT_MAX + " items are on their way to gossip; publish again when one is done"));
    }
    return servers
        .publish(topic, Bytes.of(body))
        .onComplete(landed -> inFlight.decrementAndGet())
        .compose(published -> published.problem().isEmpty()
            ? Future.succeededFuture(published.id())
            : Future.failedFuture(new IllegalArgumentException(published.problem())));
  }
}
