package io.fencewire.admin;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
