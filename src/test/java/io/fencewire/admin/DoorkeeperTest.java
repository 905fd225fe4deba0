package io.fencewire.admin;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page of somebody else could send, and what it is answered. No node runs. */
class DoorkeeperTest {
  private final Vertx vertx = Vertx.vertx();
  private Http http;

  @BeforeEach
  void start() {
    AdminOptions options = AdminOptions.at(0);
    AdminVerticle admin = new AdminVerticle(
        new AdminOptions(true, options.listen(), false, List.of("Admin.Example.org")),
        List.of("absent"),
        new JsonObject());
    await(vertx.deployVerticle(admin));
    http = new Http(vertx, admin.port());
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:4180",
        "LOCALHOST:1",
        "127.0.0.1:4180",
        "10.1.2.3",
        "[::1]:4180",
        "admin.example.org:8080"
      })
  void aNameOfOursIsServed(String host) {
    assertThat(version(Map.of("Host", host))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:4180", "localhost.evil.example", "127.0.0.1.nip.io"})
  void aNameThatLeadsHereByADnsServerOfSomebodyElseIsNot(String host) {
    assertThat(version(Map.of("Host", host))).isEqualTo(421);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 415",
    "application/x-www-form-urlencoded, 415",
    "multipart/form-data; boundary=x, 415",
    "'', 415",
    "application/json, 503",
    "Application/JSON; charset=utf-8, 503"
  })
  void onlyJsonCanOrderAnything(String type, int status) {
    assertThat(publish(Map.of("Content-Type", type))).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, 403",
    "null, 403",
    "http://localhost:1, 403",
    "'not an origin', 403",
    "http://localhost:4180, 503"
  })
  void aPageOfAnotherOriginCantOrderAnything(String origin, int status) {
    assertThat(publish(
            Map.of("Content-Type", "application/json", "Host", "localhost:4180", "Origin", origin)))
        .isEqualTo(status);
  }

  @Test
  void aPreflightIsNotAnsweredWithPermission() {
    var answer = http.ask(
        HttpMethod.OPTIONS, "/api/v1/publish", Map.of("Origin", "http://evil.example"), "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
  }

  @Test
  void everyAnswerForbidsForeignScriptsAndFrames() {
    var answer = http.get("/none");

    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aBodyThatIsTooLongIsRefused() {
    String text = "x".repeat(Doorkeeper.BODY_MAX);
    var answer = http.post("/api/v1/publish", new JsonObject().put("text", text));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().getString("detail")).contains("262144");
  }

  private int version(Map<String, String> headers) {
    return http.ask(HttpMethod.GET, "/api/v1/version", headers, "").status();
  }

  private int publish(Map<String, String> headers) {
    return http.ask(HttpMethod.POST, "/api/v1/publish", headers, "{\"topic\":\"a\",\"text\":\"b\"}")
        .status();
  }
}
