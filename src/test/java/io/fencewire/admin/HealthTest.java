package io.fencewire.admin;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
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
