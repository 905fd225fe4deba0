package io.fencewire.admin;

import io.fencewire.peer.Role;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Whether this JVM lives, and whether its nodes are ready: live is whoever can answer at all, ready
 * is a node each part of which answers. A node without peers is ready: it may be the first one. Where
 * Vert.x is clustered, this JVM must be in the cluster too, and what the cluster keeps must be safe.
 */
final class Health {
  private static final List<Role> ROLES = List.of(Role.HEARTBEAT, Role.GOSSIP, Role.REFRESH);

  /** Beyond what an answer may take, so that it is said who did not give one. */
  private static final long PATIENCE_MILLIS = 3 * NodeView.ANSWER_MILLIS;

  private final HealthChecks live;
  private final HealthChecks ready;

  Health(Vertx vertx, List<NodeView> nodes) {
    live = HealthChecks.create(vertx);
    live.register("event-loop", status -> status.tryComplete(Status.OK()));
    ready = HealthChecks.create(vertx);
    if (vertx.isClustered()) {
      ClusterManager manager = ((VertxInternal) vertx).clusterManager();
      ready.register("cluster/membership", status -> membership(manager, status));
      if (manager.getClass().getName().equals(HazelcastHealth.MANAGER)) {
        ready.register("cluster/hazelcast", PATIENCE_MILLIS, HazelcastHealth.check(vertx));
      }
    }
    for (NodeView node : nodes) {
      ready.register(node.name() + "/server", PATIENCE_MILLIS, status -> servers(node, status));
      for (Role role : ROLES) {
        ready.register(
            node.name() + "/" + role.word(), PATIENCE_MILLIS, status -> role(node, role, status));
      }
    }
  }

  void route(Router router) {
    router.get("/health/live").handler(turn -> answer(turn, live.checkStatus()));
    router.get("/health/ready").handler(turn -> answer(turn, ready.checkStatus()));
  }

  /** Whether this JVM is one of the cluster it sees; one that is alone there may be the first. */
  private static void membership(ClusterManager manager, Promise<Status> status) {
    try {
      List<String> members = manager.getNodes();
      status.tryComplete(
          members.contains(manager.getNodeId())
              ? Status.OK(new JsonObject().put("members", members.size()))
              : down("this JVM is no member of the cluster that it sees"));
    } catch (IllegalStateException left) {
      status.tryComplete(down("this JVM is no member of the cluster: " + left.getMessage()));
    }
  }

  private static void servers(NodeView node, Promise<Status> status) {
    node.servers().onComplete(answer -> {
      if (answer.succeeded() && !answer.result().isEmpty()) {
        long held = answer.result().values().stream()
            .mapToLong(stats -> stats.gauges().getOrDefault("held", 0L))
            .sum();
        status.tryComplete(Status.OK(
            new JsonObject().put("servers", answer.result().size()).put("connections", held)));
      } else {
        status.tryComplete(down("no server of node '" + node.name() + "' answers"));
      }
    });
  }

  private static void role(NodeView node, Role role, Promise<Status> status) {
    node.role(role)
        .onComplete(answer -> status.tryComplete(
            answer.succeeded()
                ? Status.OK()
                : down(String.valueOf(answer.cause().getMessage()))));
  }

  private static Status down(String reason) {
    return Status.KO(new JsonObject().put("reason", reason));
  }

  private static void answer(RoutingContext turn, Future<CheckResult> checked) {
    checked
        .onFailure(turn::fail)
        .onSuccess(result -> turn.response()
            .setStatusCode(CheckResult.isUp(result) ? 200 : 503)
            .putHeader("Content-Type", "application/json")
            .end(result.toJson().toBuffer()));
  }
}
