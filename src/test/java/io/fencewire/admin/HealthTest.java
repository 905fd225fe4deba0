package io.fencewire.admin;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a probe is told. */
class HealthTest {
  @Test
  void wholeNodesAreReady() {
    try (AdminPort port = new AdminPort()) {
      port.connect();
      Http.Answer ready = port.http.get("/health/ready");

      assertThat(ready.status()).isEqualTo(200);
      assertThat(ready.json().getString("status")).isEqualTo("UP");
      assertThat(ready.text()).contains("alpha", "beta", "\"connections\":1");
      assertThat(port.http.get("/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void inAClusterItsMembersAreCountedAndItsStateMustBeSafe() {
    try (TestCluster cluster = new TestCluster()) {
      Vertx first = cluster.join();
      Vertx second = cluster.join();
      AdminVerticle admin =
          new AdminVerticle(AdminOptions.at(0), List.of("absent"), new JsonObject());
      await(first.deployVerticle(admin));
      Http http = new Http(first, admin.port());

      awaitStatus(http, "membership", "UP", "{\"members\":2}");
      awaitStatus(http, "hazelcast", "UP", ""); // not before its copies are where they belong
      await(cluster.leave(second));
      awaitStatus(http, "membership", "UP", "{\"members\":1}");
      TestCluster.hazelcast(first).shutdown();
      awaitStatus(http, "membership", "DOWN", "no member of the cluster");
    }
  }

  private static void awaitStatus(Http http, String id, String status, String data) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    JsonObject check = check(http, id);
    while (!status.equals(check.getString("status")) || !check.encode().contains(data)) {
      assertThat(System.nanoTime() - end).as("within a minute: %s", check).isNegative();
      check = check(http, id);
    }
  }

  private static JsonObject check(Http http, String id) {
    return find(http.get("/health/ready").json(), id);
  }

  private static JsonObject find(JsonObject check, String id) {
    if (id.equals(check.getString("id"))) {
      return check;
    }
    return check.getJsonArray("checks", new JsonArray()).stream()
        .map(inner -> find((JsonObject) inner, id))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(new JsonObject());
  }

  @Test
  void aPartThatStaysSilentIsNamed() {
    Vertx vertx = Vertx.vertx();
    List<Throwable> unhandled = new CopyOnWriteArrayList<>();
    vertx.exceptionHandler(unhandled::add);
    vertx.eventBus().localConsumer("fencewire.hung.refresh", question -> {});
    AdminVerticle admin = new AdminVerticle(AdminOptions.at(0), List.of("hung"), new JsonObject());
    await(vertx.deployVerticle(admin));
    Http http = new Http(vertx, admin.port());

    JsonObject refresh = check(http, "refresh");

    assertThat(refresh.encode()).contains("the refresh of node 'hung' did not answer");
    assertThat(unhandled).isEmpty();
    await(vertx.close());
  }

  @Test
  void aNodeThatIsNotThereIsAliveAndNotReadyAndTheReasonIsSaid() {
    Vertx vertx = Vertx.vertx();
    AdminVerticle admin =
        new AdminVerticle(AdminOptions.at(0), List.of("absent"), new JsonObject());
    await(vertx.deployVerticle(admin));
    Http http = new Http(vertx, admin.port());

    Http.Answer ready = http.get("/health/ready");

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.text())
        .contains("no server of node 'absent' answers")
        .contains("the refresh of node 'absent' did not answer");
    assertThat(http.get("/health/live").status()).isEqualTo(200);
    await(vertx.close());
  }
}
