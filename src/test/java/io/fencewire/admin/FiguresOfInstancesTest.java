package io.fencewire.admin;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.IdleNode;
import io.fencewire.NodeVerticle;
import io.fencewire.TestCluster;
import io.fencewire.admin.NodeFigures.Part;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Role;
import io.fencewire.server.ServerOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** In a cluster a role has several instances, each of which counts for itself. */
class FiguresOfInstancesTest {
  private static final Pattern MEMBER =
      Pattern.compile("fencewire_heartbeat_timers\\{.*member=\"(heartbeat\\.[0-9a-f]+)\".*} 0");

  @Test
  void whatTheInstancesOfARoleCountIsAddedUpForThePage() {
    JsonObject gossip = new NodeFigures(
            Map.of(), List.of(gossip("gossip.1", 2, 30), gossip("gossip.2", 5, 700)))
        .toJson()
        .getJsonObject("gossip");

    assertThat(gossip.getJsonObject("gauges").getLong("pending")).isEqualTo(7);
    assertThat(gossip.getJsonObject("counters").getLong("delivered")).isEqualTo(730);
  }

  @Test
  void theMetricsHaveALineForEachInstance() {
    try (TestCluster cluster = new TestCluster()) {
      Vertx first = cluster.join();
      await(first.deployVerticle(node(Role.ALL)));
      await(cluster.join().deployVerticle(node(Set.of(Role.HEARTBEAT))));
      AdminVerticle admin =
          new AdminVerticle(AdminOptions.at(0), List.of("split"), new JsonObject());
      await(first.deployVerticle(admin));
      Http http = new Http(first, admin.port());

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (members(http).size() != 2) {
        assertThat(System.nanoTime() - end)
            .as("within a minute: %s", members(http))
            .isNegative();
      }
    }
  }

  private static Set<String> members(Http http) {
    Set<String> members = new TreeSet<>();
    Matcher lines = MEMBER.matcher(http.get("/metrics").text());
    while (lines.find()) {
      members.add(lines.group(1));
    }
    return members;
  }

  private static Part gossip(String instance, long pending, long delivered) {
    return new Part(
        Role.GOSSIP,
        instance,
        new RoleStats(Map.of("pending", pending), Map.of("delivered", delivered)));
  }

  private static NodeVerticle node(Set<Role> roles) {
    return new NodeVerticle(
        IdleNode.options(
            "split",
            roles,
            ServerOptions.at(new ListenAddress("127.0.0.1", 0)),
            HeartbeatOptions.DEFAULT),
        Ed25519Identity.fromSeed(new byte[32]));
  }
}
