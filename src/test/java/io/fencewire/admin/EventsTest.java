package io.fencewire.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.admin.Http.Events;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The event streams of two whole nodes. */
class EventsTest {
  private final AdminPort port = new AdminPort();
  private final Http http = port.http;

  @AfterEach
  void stop() {
    port.close();
  }

  @Test
  void bothEndsOfAConnectionAreHeard() {
    Events events = http.events("/api/v1/events", Map.of());
    String token = port.connect();

    JsonObject first = events.next();
    JsonObject second = events.next();
    assertThat(first.getString("event")).isEqualTo("connected");
    assertThat(first.getString("session")).isEqualTo(second.getString("session"));
    assertThat(new String[] {first.getString("node"), second.getString("node")})
        .containsExactlyInAnyOrder("alpha", "beta");
    assertThat(new String[] {first.getString("token"), second.getString("token")})
        .contains(token);
  }

  @Test
  void whoComesBackIsToldWhatHeMissed() {
    Events before = http.events("/api/v1/events", Map.of());
    String token = port.connect();
    before.next();
    String seen = before.nextId();
    JsonObject missed = before.next();
    http.post("/api/v1/peers/disconnect", new JsonObject().put("token", token));
    before.next();
    before.next();

    Events after = http.events("/api/v1/events", Map.of("Last-Event-ID", seen));

    assertThat(after.next()).isEqualTo(missed);
    assertThat(after.next().getString("why")).isNotEmpty();
    assertThat(after.next().getString("event")).isEqualTo("disconnected");
  }

  @Test
  void theWholePictureComesEverySecondForThoseWhoWantIt() {
    String token = port.connect();
    Events events = http.events("/api/v1/events?figures=true", Map.of());

    JsonObject alpha = events.nextWith("nodes").getJsonArray("nodes").getJsonObject(0);

    assertThat(alpha.getString("node")).isEqualTo("alpha");
    assertThat(alpha.getJsonArray("peers").getJsonObject(0).getString("token")).isEqualTo(token);
    assertThat(alpha.getJsonObject("figures").getJsonObject("gossip")).isNotNull();
    assertThat(events.nextWith("nodes").getLong("at")).isPositive();
  }

  @Test
  void theItemsOfATopicAreHeard() {
    Events items = http.events("/api/v1/topics/prices/items?node=alpha", Map.of());

    http.post("/api/v1/publish", new JsonObject().put("topic", "other").put("text", "1"));
    http.post("/api/v1/publish", new JsonObject().put("topic", "prices").put("text", "42"));

    JsonObject item = items.next();
    assertThat(item.getString("topic")).isEqualTo("prices");
    assertThat(item.getString("body")).isEqualTo("NDI=");
    assertThat(item.getValue("from")).isNull();
  }

  @Test
  void aParameterThatMakesNoSenseIsAProblem() {
    assertThat(http.get("/api/v1/events?figures=maybe").status()).isEqualTo(400);
    assertThat(http.get("/api/v1/topics/" + "x".repeat(256) + "/items").status())
        .isEqualTo(400);
  }
}
