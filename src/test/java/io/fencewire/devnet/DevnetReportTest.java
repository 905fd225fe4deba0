package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.devnet.DevnetReport.Connections;
import io.fencewire.devnet.DevnetReport.Findings;
import io.fencewire.devnet.DevnetReport.Gossip;
import io.fencewire.devnet.DevnetReport.Late;
import io.fencewire.devnet.DevnetReport.Leaks;
import io.fencewire.peer.CloseReason;
import io.fencewire.server.Transport;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DevnetReportTest {
  private static final Gossip ALL_DELIVERED = new Gossip(600, 2_400, 2_400, 0, 0, 1.5, 12.25);
  private static final Late NO_WRONG = new Late(10, 3, 1, 5, 1, 0);
  private static final Findings NONE = new Findings(0, 0, List.of());
  private static final Leaks NO_LEAKS = new Leaks(0, 0);

  @Test
  void aGoodRunHasTheNamedFieldsAndExitCodeZero() {
    JsonObject json = report(ALL_DELIVERED, NO_WRONG, NONE, NO_LEAKS).toJson();
    assertThat(json.getInteger("nodes")).isEqualTo(5);
    assertThat(json.getDouble("seconds")).isEqualTo(30);
    assertThat(json.getInteger("rotations")).isEqualTo(7);
    assertThat(json.getJsonObject("connections").getMap())
        .containsEntry("opened", 14)
        .containsEntry("closed", 13)
        .containsEntry("live_min", 6)
        .containsEntry("live_max", 9);
    assertThat(json.getJsonObject("gossip").getMap())
        .containsEntry("published", 600)
        .containsEntry("expected", 2_400L)
        .containsEntry("delivered", 2_400L)
        .containsEntry("duplicates", 0L)
        .containsEntry("p50_ms", 1.5)
        .containsEntry("p99_ms", 12.25);
    assertThat(json.getJsonObject("sends").getMap()).containsEntry("written", 9L);
    assertThat(json.getJsonObject("late_injected").getMap())
        .containsEntry("total", 10L)
        .containsEntry("stale", 3L)
        .containsEntry("expired", 1L)
        .containsEntry("written", 5L)
        .containsEntry("other", 1L)
        .containsEntry("wrongly_written", 0L);
    assertThat(json.getJsonObject("closes").getMap())
        .containsEntry("rotation", 7)
        .containsEntry("tie_break", 6);
    assertThat(json.getInteger("unexplained_closes")).isZero();
    assertThat(json.getLong("leaked_timers")).isZero();
    assertThat(json.getLong("leaked_connections")).isZero();
    assertThat(json.getInteger("exit_code")).isZero();
    assertThat(new JsonObject(json.encode())).isEqualTo(json);
  }

  @Test
  void eachThingThatMustNotBeIsAProblem() {
    Gossip missing = new Gossip(600, 2_400, 2_399, 0, 0, 1, 1);
    Gossip twice = new Gossip(600, 2_400, 2_400, 1, 0, 1, 1);
    Gossip corrupt = new Gossip(600, 2_400, 2_400, 0, 1, 1, 1);
    assertBad(report(missing, NO_WRONG, NONE, NO_LEAKS), "2399 deliveries, and 2400");
    assertBad(report(twice, NO_WRONG, NONE, NO_LEAKS), "1 items were delivered twice");
    assertBad(report(corrupt, NO_WRONG, NONE, NO_LEAKS), "of no published item");
    Late wrong = new Late(10, 3, 1, 6, 0, 1);
    assertBad(report(ALL_DELIVERED, wrong, NONE, NO_LEAKS), "1 late sends were written when");
    Findings unexplained = new Findings(1, 0, List.of("so it was"));
    assertBad(report(ALL_DELIVERED, NO_WRONG, unexplained, NO_LEAKS), "1 closes are unexplained");
    Findings contradiction = new Findings(0, 1, List.of("so it was"));
    assertBad(report(ALL_DELIVERED, NO_WRONG, contradiction, NO_LEAKS), "contradictory");
    assertBad(report(ALL_DELIVERED, NO_WRONG, NONE, new Leaks(1, 0)), "1 timers leaked");
    assertBad(report(ALL_DELIVERED, NO_WRONG, NONE, new Leaks(0, 1)), "1 connections leaked");
  }

  @Test
  void theSummaryEndsWithTheResult() {
    List<String> good = new Summary(report(ALL_DELIVERED, NO_WRONG, NONE, NO_LEAKS)).lines();
    assertThat(good).last().asString().isEqualTo("  result       good");
    assertThat(good)
        .contains("  rotations    7")
        .anyMatch(line -> line.endsWith("p50 1.5 ms, p99 12.3 ms"));
    List<String> bad = new Summary(report(ALL_DELIVERED, NO_WRONG, NONE, new Leaks(2, 0))).lines();
    assertThat(bad).contains("  result       BAD").last().asString().endsWith("2 timers leaked");
  }

  private static void assertBad(DevnetReport report, String problem) {
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.problems()).anyMatch(line -> line.contains(problem));
    assertThat(report.toJson().getJsonArray("problems")).isNotEmpty();
  }

  private static DevnetReport report(Gossip gossip, Late late, Findings findings, Leaks leaks) {
    Duration interval = Duration.ofSeconds(2);
    return new DevnetReport(
        new DevnetOptions(
            5,
            Duration.ofSeconds(30),
            20,
            interval,
            0.01,
            Transport.PLAIN,
            1,
            DevnetOptions.NO_ADMIN,
            42,
            null,
            null),
        30,
        new Connections(14, 13, 6, 9, 2, 4),
        gossip,
        Map.of("written", 9L),
        late,
        new TreeMap<>(Map.of(CloseReason.ROTATION, 7, CloseReason.TIE_BREAK, 6)),
        findings,
        leaks,
        Map.of("gossip.accepted", 600L),
        List.of());
  }
}
