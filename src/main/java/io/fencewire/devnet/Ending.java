package io.fencewire.devnet;

import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.peer.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The orderly end of a run: every server drained, every role asked what it still holds. */
final class Ending {
  private static final long DRAIN_MILLIS = 5_000;
  private static final long QUIET_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 100;

  private final Vertx vertx;
  private final List<DevnetNode> nodes;
  private final Consumer<String> mishaps;

  /** The end of these nodes; what goes wrong is told in a sentence. */
  Ending(Vertx vertx, List<DevnetNode> nodes, Consumer<String> mishaps) {
    this.vertx = vertx;
    this.nodes = nodes;
    this.mishaps = mishaps;
  }

  /** Drains all servers at once; completes when they are empty or the time is over. */
  Future<Void> drain() {
    List<Future<Void>> drained = new ArrayList<>();
    for (DevnetNode node : nodes) {
      drained.add(node.drain(DRAIN_MILLIS).otherwise(problem -> {
        mishaps.accept(node.name() + " was not drained: " + problem.getMessage());
        return null;
      }));
    }
    return Future.join(drained).mapEmpty();
  }

  /** Asks until nobody holds anything any more, or the time is over; then tells what was said. */
  Future<Totals> totals() {
    return ask(System.nanoTime() + QUIET_MILLIS * 1_000_000);
  }

  private Future<Totals> ask(long deadline) {
    List<Future<Map<Role, RoleStats>>> asked =
        nodes.stream().map(DevnetNode::stats).toList();
    return Future.join(asked).transform(all -> {
      Totals totals = new Totals(
          asked.stream().filter(Future::succeeded).map(Future::result).toList());
      boolean quiet = all.succeeded() && totals.leakedConnections() + totals.leakedTimers() == 0;
      if (quiet || System.nanoTime() - deadline >= 0) {
        tellOfTheSilent(asked);
        return Future.succeededFuture(totals);
      }
      return vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS).compose(waited -> ask(deadline));
    });
  }

  private void tellOfTheSilent(List<Future<Map<Role, RoleStats>>> asked) {
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).failed()) {
        mishaps.accept(nodes.get(i).name() + " did not say what it holds: "
            + asked.get(i).cause().getMessage());
      }
    }
  }
}
