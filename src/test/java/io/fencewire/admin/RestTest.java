package io.fencewire.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.admin.Http.Answer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything under /api/v1 that is asked and answered, on two whole nodes. */
class RestTest {
  private static final String GONE = "7@" + "0".repeat(32);

  private final AdminPort port = new AdminPort();
  private final Http http = port.http;

  @AfterEach
  void stop() {
    port.close();
  }

  @Test
  void peersAreConnectedListedAndDisconnected() {
    String token = port.connect();
    String beta = port.nodes.betaId().toString();

    JsonArray peers = http.get("/api/v1/peers").json().getJsonArray("peers");
    assertThat(peers).hasSize(1);
    assertThat(peers.getJsonObject(0).getString("token")).isEqualTo(token);
    JsonObject one = http.get("/api/v1/peers/" + beta).json();
    assertThat(one.getString("token")).isEqualTo(token);
    JsonArray back = http.get("/api/v1/peers?node=beta").json().getJsonArray("peers");
    assertThat(back.getJsonObject(0).getString("session")).isEqualTo(one.getString("session"));

    JsonObject which = new JsonObject().put("token", token);
    assertThat(http.post("/api/v1/peers/disconnect", which).json())
        .isEqualTo(new JsonObject().put("outcome", "written"));
    port.nodes.nextEnd();

    assertThat(http.get("/api/v1/peers").json().getJsonArray("peers")).isEmpty();
    Answer none = http.get("/api/v1/peers/" + beta);
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.json().getString("detail")).contains(beta + "/explain");
  }

  @Test
  void whyAConnectionEndedIsTold() {
    String token = port.connect();
    String beta = port.nodes.betaId().toString();
    JsonObject alive = http.get("/api/v1/peers/" + beta + "/explain").json();
    assertThat(alive.getString("summary")).contains("outbound and live").contains(token);

    http.post("/api/v1/peers/ban", new JsonObject().put("peer", beta).put("seconds", 60));
    port.nodes.nextEnd();

    JsonObject over = http.get("/api/v1/peers/" + beta + "/explain").json();
    assertThat(over.getString("summary")).contains("its peer is banned");
    List<JsonObject> announced = announced(over);
    assertThat(announced)
        .extracting(one -> one.getString("event"))
        .containsExactly("connected", "disconnected");
    JsonObject end = announced.get(1);
    assertThat(end.getString("token")).isEqualTo(token);
    assertThat(end.getString("reason")).isEqualTo("banned");
    assertThat(end.getLong("at")).isPositive();
  }

  @Test
  void aBeginningOrATokenIsEnoughToBeTold() {
    String token = port.connect();
    String beta = port.nodes.betaId().toString();
    String start = token.substring(0, token.indexOf('@') + 9);
    assertThat(explained(beta.substring(0, 8).toUpperCase(Locale.ROOT)).getString("peer"))
        .isEqualTo(beta);

    http.post("/api/v1/peers/disconnect", new JsonObject().put("token", token));
    port.nodes.nextEnd();
    String next = port.connect();

    assertThat(explained(token).getString("summary")).startsWith("It is over. ");
    assertThat(announced(explained(start))).hasSize(2);
    assertThat(explained(next).getString("summary")).contains("outbound and live", next);
    assertThat(announced(explained(beta))).hasSize(3);
    assertThat(http.get("/api/v1/peers/" + GONE + "/explain").status()).isEqualTo(404);
    assertThat(http.get("/api/v1/peers/abc/explain").json().getString("key")).isEqualTo("peer");
  }

  @Test
  void refusedCommandsArePartOfTheStory() {
    String token = port.connect();
    http.post("/api/v1/peers/disconnect", new JsonObject().put("token", token));
    port.nodes.nextEnd();
    JsonObject item = new JsonObject().put("token", token).put("topic", "a").put("text", "b");
    http.post("/api/v1/peers/send", item);
    http.post("/api/v1/peers/send", item);
    http.post("/api/v1/peers/disconnect", new JsonObject().put("token", token));
    String next = port.connect();

    List<JsonObject> told = history(explained(port.nodes.betaId().toString()));

    List<JsonObject> refused =
        told.stream().filter(one -> isEvent(one, "refused")).toList();
    assertThat(refused)
        .filteredOn(one -> one.getString("command").equals("publish"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.getString("token")).isEqualTo(token);
          assertThat(one.getString("outcome")).isEqualTo("stale");
          assertThat(one.getInteger("times")).isEqualTo(2);
          assertThat(one.getString("why"))
              .isEqualTo("publish was refused 2 times: stale: the connection that this token names"
                  + " is over.");
        });
    assertThat(refused).extracting(one -> one.getString("command")).contains("close");
    assertThat(told).isSortedAccordingTo(Comparator.comparing(one -> one.getLong("at")));
    assertThat(told.get(0).getString("event")).isEqualTo("connected");
    assertThat(told.get(told.size() - 1).getString("token")).isEqualTo(next);
    assertThat(history(explained(next))).noneMatch(one -> isEvent(one, "refused"));
  }

  @Test
  void aLogLevelIsChangedByPutOnly() {
    JsonObject wish = new JsonObject().put("logger", "io.fencewire.admin").put("level", "loud");
    Map<String, String> json = Map.of("Content-Type", "application/json");

    Answer answer = http.ask(HttpMethod.PUT, "/api/v1/log", json, wish.encode());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().getString("key")).isEqualTo("level");
    Answer foreign = http.ask(HttpMethod.PUT, "/api/v1/log", Map.of(), wish.encode());
    assertThat(foreign.status()).isEqualTo(415);
    assertThat(http.post("/api/v1/log", wish).status()).isEqualTo(405);
    assertThat(http.get("/api/v1/log").json().getJsonArray("loggers")).isNotEmpty();
  }

  private static boolean isEvent(JsonObject one, String event) {
    return one.getString("event").equals(event);
  }

  private static List<JsonObject> history(JsonObject story) {
    return story.getJsonArray("history").stream().map(JsonObject.class::cast).toList();
  }

  /** Without what was refused: a ping may have come too late. */
  private static List<JsonObject> announced(JsonObject story) {
    return history(story).stream().filter(one -> !isEvent(one, "refused")).toList();
  }

  private JsonObject explained(String who) {
    return http.get("/api/v1/peers/" + who + "/explain").json();
  }

  @Test
  void itemsArePublishedAndTheirTopicsCounted() {
    Answer published =
        http.post("/api/v1/publish", new JsonObject().put("topic", "prices").put("text", "42"));

    assertThat(published.json().getString("id")).hasSize(64);
    assertThat(http.get("/api/v1/topics").json().getJsonArray("topics"))
        .containsExactly(new JsonObject().put("topic", "prices").put("delivered", 1));
  }

  @Test
  void anItemGoesToOneConnection() {
    String token = port.connect();
    JsonObject item =
        new JsonObject().put("token", token).put("topic", "prices").put("body", "AQI=");

    assertThat(http.post("/api/v1/peers/send", item).json().getString("outcome"))
        .isEqualTo("written");
    Answer stale = http.post("/api/v1/peers/send", item.copy().put("token", GONE));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().getString("outcome")).isEqualTo("stale");
    assertThat(stale.json().getString("detail")).contains("is over");
  }

  @Test
  void theBookNamesWhoWasConnected() {
    port.connect();
    JsonArray addresses = new JsonArray();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (addresses.isEmpty() && System.nanoTime() - end < 0) {
      addresses = http.get("/api/v1/book").json().getJsonArray("addresses");
    }
    assertThat(addresses).isNotEmpty();
    assertThat(addresses.getJsonObject(0).getString("address")).isEqualTo(port.nodes.betaAddress());
  }

  @Test
  void whatRunsHereIsTold() {
    assertThat(http.get("/api/v1/nodes").json().getJsonArray("nodes"))
        .containsExactly("alpha", "beta");
    assertThat(http.get("/api/v1/version").json().getString("vertx")).startsWith("5.0.");
    JsonObject figures = http.get("/api/v1/figures").json();
    assertThat(figures.fieldNames())
        .containsExactlyInAnyOrder("servers", "gossip", "heartbeat", "refresh", "admin");
    assertThat(figures.getJsonObject("servers")).hasSize(1);
  }

  @Test
  void theFlightRecordersAreHandedOutLineByLine() {
    String token = port.connect();

    Answer flight = http.get("/api/v1/flight?node=beta");

    assertThat(flight.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(flight.text().lines().map(JsonObject::new))
        .hasSizeGreaterThan(5)
        .first()
        .satisfies(header -> assertThat(header.getString("node")).isEqualTo("beta"));
    assertThat(http.get("/api/v1/flight").text())
        .contains("\"token\":\"" + token + "\"")
        .endsWith("}\n");
    assertThat(http.get("/api/v1/flight?node=x").status()).isEqualTo(404);
  }

  @Test
  void secretsOfTheConfigurationAreHidden() {
    Answer config = http.get("/api/v1/config");

    assertThat(config.json().getString("node")).isEqualTo("alpha");
    assertThat(config.text()).doesNotContain("eyes only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "publish          | {}                                   | 400 | topic | topic is missing",
        "publish          | {'topic':'a'}                        | 400 | body  | either body",
        "publish          | {'topic':'a','text':'b','x':1}       | 400 | x     | there is no key 'x'",
        "publish          | {'topic':'a','text':'b','do':'ban'}  | 400 | do    | there is no key 'do'",
        "publish          | [1]                                  | 400 |       | must be a JSON object",
        "publish          | {                                    | 400 |       | is no JSON",
        "peers/connect    | {'address':'nowhere'}                | 400 | address | has no port",
        "peers/connect    | {'address':'127.0.0.1:1'}            | 502 |       | 127.0.0.1:1: DIAL",
        "peers/disconnect | {'token':'x'}                        | 400 | token | is no token",
        "peers/ban        | {'peer':'x','seconds':1}             | 400 | peer  | peer:",
        "peers/ban?node=x | {}                                   | 404 | node  | known are [alpha, beta]",
      })
  void aWrongCommandIsAProblemInTheWordsOfTheBus(
      String path, String body, int status, String key, String words) {
    Answer answer = http.ask(
        HttpMethod.POST,
        "/api/v1/" + path,
        Map.of("Content-Type", "application/json"),
        body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().getString("key")).isEqualTo(key);
    assertThat(answer.json().getString("detail")).contains(words);
    assertThat(answer.json().getInteger("status")).isEqualTo(status);
  }

  @Test
  void aPathOrMethodThatIsNotThereIsAProblemToo() {
    assertThat(http.get("/api/v1/none").status()).isEqualTo(404);
    assertThat(http.get("/none").json().getString("detail")).contains("/openapi.json");
    Answer wrong = http.post("/api/v1/peers", new JsonObject());
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.json().getString("title")).isEqualTo("Method Not Allowed");
    assertThat(http.get("/api/v1/peers/xyz").status()).isEqualTo(400);
  }
}
