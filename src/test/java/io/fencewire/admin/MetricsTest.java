package io.fencewire.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Outcome;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus reads of two whole nodes, and what the board and the alerts ask it for. */
class MetricsTest {
  private final AdminPort port = new AdminPort();

  @AfterEach
  void stop() {
    port.close();
  }

  @Test
  void everyOutcomeAndEveryReasonIsThereFromTheBeginning() {
    String text = scrape();

    for (Outcome outcome : Outcome.values()) {
      assertThat(text).contains("outcome=\"" + outcome.name().toLowerCase(Locale.ROOT) + "\"");
    }
    for (CloseReason reason : CloseReason.values()) {
      assertThat(text).contains("reason=\"" + reason.name().toLowerCase(Locale.ROOT) + "\"");
    }
    assertThat(text).contains("jvm_memory_used_bytes", "process_uptime_seconds");
  }

  @Test
  void figuresHaveTheirNodeAndTheirServer() {
    port.connect();
    String text = scrape();

    assertThat(text)
        .containsPattern("fencewire_server_held\\{node=\"alpha\",server=\"[0-9a-f]{8}\"} 1\\.0");
    assertThat(text)
        .containsPattern("fencewire_server_promoted_total\\{node=\"beta\",server=\"\\w+\"} 1\\.0");
    assertThat(text).containsPattern("fencewire_server_bytes_in_total\\{node=\"alpha\".*} [1-9]");
    assertThat(text).contains("fencewire_gossip_connections{node=\"alpha\"} 1.0");
    assertThat(text).contains("fencewire_admin_streams 0.0");
  }

  @Test
  void everyMetricOfOursSaysWhatItMeansAndNothingElseIsExplained() throws IOException {
    String text = scrape();
    Properties help = new Properties();
    help.load(new StringReader(new String(Resource.bytes("metrics.properties"), UTF_8)));

    assertThat(all("# TYPE fencewire_(\\w+?)(?:_total|_seconds)? \\w+\n", text))
        .containsExactlyInAnyOrderElementsOf(help.stringPropertyNames());
    assertThat(all("# HELP fencewire_(\\w+?)(?:_total|_seconds)? [A-Z].*\\.\n", text))
        .containsExactlyInAnyOrderElementsOf(help.stringPropertyNames());
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void handshakesAndRoundTripsAreHistograms() {
    port.connect();
    assertThat(scrape())
        .containsPattern("fencewire_server_handshake_seconds_count\\{node=\"alpha\".*} 1\n")
        .containsPattern("fencewire_server_handshake_seconds_bucket\\{.*,le=\"5\\.0\"} 1\n")
        .containsPattern("fencewire_server_preparation_seconds_sum\\{node=\"alpha\".*} [0-9]");
    Pattern measured =
        Pattern.compile("fencewire_heartbeat_rtt_seconds_count\\{node=\"alpha\"} [1-9]");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!measured.matcher(scrape()).find()) {
      assertThat(System.nanoTime() - end).as("a ping every 50 ms").isNegative();
    }
  }

  @Test
  void anEndIsCountedByReasonAndByOrigin() {
    String token = port.connect();
    port.http.post("/api/v1/peers/disconnect", new JsonObject().put("token", token));
    port.nodes.nextEnd();

    assertThat(scrape())
        .containsPattern("fencewire_server_closes_total\\{node=\"alpha\",reason=\"requested\".*} 1")
        .containsPattern("fencewire_server_origins_total\\{node=\"alpha\",origin=\"command\".*} 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/grafana-board.json", "deploy/prometheus-alerts.yml"})
  void whatIsAskedForIsExported(String file) throws IOException {
    Set<String> asked = new TreeSet<>(names(Files.readString(Path.of(file))));
    Set<String> exported = new TreeSet<>(names(scrape()));

    assertThat(asked).hasSizeGreaterThan(5);
    assertThat(exported).containsAll(asked);
  }

  @Test
  void theBoardHasAPanelForEveryQuery() throws IOException {
    JsonObject board = new JsonObject(Files.readString(Path.of("deploy/grafana-board.json")));

    assertThat(board.getJsonArray("panels"))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            panel -> assertThat(((JsonObject) panel).getJsonArray("targets")).isNotEmpty());
  }

  private String scrape() {
    Http.Answer answer = port.http.get("/metrics");
    assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    return answer.text();
  }

  private static List<String> names(String text) {
    return Pattern.compile("fencewire_[a-z_]+(?=[{ \\[)])")
        .matcher(text)
        .results()
        .map(found -> found.group())
        .toList();
  }
}
