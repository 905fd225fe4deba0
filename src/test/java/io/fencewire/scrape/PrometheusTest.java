package io.fencewire.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.Jvm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A devnet for a minute under the eyes of a real Prometheus: each query of the board has an answer. */
@Tag("prometheus")
class PrometheusTest {
  private static final Path BOARD = Path.of("deploy/grafana-board.json");
  private static final Path RULES = Path.of("deploy/prometheus-alerts.yml");
  private static final int SCRAPES = 60;

  @TempDir
  private static Path directory;

  private static Jvm devnet;
  private static URI page;
  private static Prometheus prometheus;

  @BeforeAll
  static void watchADevnet() throws IOException {
    devnet = Jvm.start(
        List.of("-Xmx512m"),
        "devnet",
        "--nodes=6",
        "--for=20m",
        "--rotate-every=1s",
        "--late=2%",
        "--admin=0");
    page = URI.create(devnet.await("page: "));
    prometheus = new Prometheus(directory, page.getAuthority(), RULES);
    prometheus.awaitScrapes(SCRAPES);
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (devnet != null) {
      devnet.close();
    }
  }

  @Test
  void promtoolFindsNothingWrongWithTheMetrics() throws Exception {
    String metrics = HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page.resolve("/metrics")).build(), BodyHandlers.ofString())
        .body();

    assertThat(metrics).contains("fencewire_server_held");
    assertThat(Prometheus.tool(metrics, "check", "metrics")).isEmpty();
    assertThat(Prometheus.tool("fencewire_wrong_count 1\n", "check", "metrics"))
        .as("it does find something")
        .isNotEmpty();
  }

  @Test
  void promtoolTakesTheRules() throws IOException {
    List<String> said = Prometheus.tool("", "check", "rules", RULES.toString());

    assertThat(said).anyMatch(line -> line.matches(" *SUCCESS: [0-9]+ rules found"));
    assertThat(said).noneMatch(line -> line.contains("FAILED"));
  }

  static List<String> queries() throws IOException {
    return board().getJsonArray("panels").stream()
        .flatMap(panel -> ((JsonObject) panel).getJsonArray("targets").stream())
        .map(target -> ((JsonObject) target).getString("expr"))
        .toList();
  }

  /** In a devnet that gossips and rotates there is nothing for which the board has no data. */
  @ParameterizedTest
  @MethodSource("queries")
  void aQueryOfTheBoardReturnsData(String query) {
    String asked = query.replace("$node", ".*").replace("$__rate_interval", "30s");
    assertThat(asked).doesNotContain("$");

    assertThat(prometheus.query(asked))
        .as(asked)
        .isNotEmpty()
        .anySatisfy(one -> assertThat(Prometheus.value((JsonObject) one)).isNotNaN());
  }

  @Test
  void theBoardKnowsTheNodes() throws IOException {
    assertThat(board().encode()).contains("label_values(fencewire_server_held, node)");
    assertThat(prometheus.values("node", "fencewire_server_held"))
        .containsExactly("devnet-0", "devnet-1", "devnet-2", "devnet-3", "devnet-4", "devnet-5");
  }

  @Test
  void everyAlertIsEvaluatedAndASoundDevnetRaisesNone() {
    List<JsonObject> rules = prometheus.rules();

    assertThat(rules).hasSizeGreaterThan(5).allSatisfy(rule -> {
      assertThat(rule.getString("health")).as(rule.encode()).isEqualTo("ok");
      assertThat(rule.getString("state")).as(rule.encode()).isEqualTo("inactive");
    });
  }

  /** What an alert compares must be there, or it can never be raised. */
  @Test
  void everyAlertHasSomethingToCompare() {
    for (JsonObject rule : prometheus.rules()) {
      String compared = rule.getString("query").replaceFirst(" (==|>|<) [0-9.]+$", "");
      assertThat(compared).isNotEqualTo(rule.getString("query"));
      assertThat(prometheus.query(compared)).as(compared).isNotEmpty();
    }
  }

  private static JsonObject board() throws IOException {
    return new JsonObject(Files.readString(BOARD));
  }
}
