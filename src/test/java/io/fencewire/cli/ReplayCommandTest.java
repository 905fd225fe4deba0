package io.fencewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flight record told and checked, and its exit codes. */
class ReplayCommandTest {
  private static final String SERVER = "9f3a01c2" + "0".repeat(24);
  private static final String PEER = "5a".repeat(32);
  private static final String OTHER = "6b".repeat(32);

  @TempDir
  private Path folder;

  private final List<String> lines = new ArrayList<>(List.of("{'flight':1,'node':'alpha','server':'"
      + SERVER + "','at':9,'wallMillis':1700000000000,'why':'asked for',"
      + "'dropped':{'approach':0,'life':0,'traffic':0}}"));

  @Test
  void aRecordIsToldAsAStoryForEachConnection() throws IOException {
    live(1, PEER);
    add(1, PEER, "'what':'disconnected','reason':'silent','origin':'server','why':'150 s'");
    live(2, OTHER);
    sends(1, 0, "stale");

    CommandRun run = replay();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains(
            "connection 1@9f3a01c2, peer " + PEER,
            "  +0.000000s  dialled 127.0.0.1:4131",
            "  +0.001000s  PREPARING (identity proven)",
            "  +0.003000s  announced as connected",
            "  +0.004000s  announced as disconnected: silent by server (150 s)",
            "  +0.009000s  send publish for 1@9f3a01c2 under lease 3: stale",
            "connection 2@9f3a01c2, peer " + OTHER)
        .last()
        .isEqualTo("No invariant is broken.");
    assertThat(run.out())
        .startsWith(
            "Node alpha, server " + SERVER + ", at 2023-11-14T22:13:20Z (asked for): 10 entries");
  }

  @Test
  void whatIsSaidAgainAndAgainIsSaidOnce() throws IOException {
    live(1, PEER);
    for (int i = 0; i < 40; i++) {
      sends(1, 1, "written");
    }

    assertThat(replay().out())
        .contains("  +0.043000s  send publish for 1@9f3a01c2: written (40 times)")
        .doesNotContain("+0.042000s");
  }

  @Test
  void aBrokenInvariantIsMarkedAndTheExitCodeIsOne() throws IOException {
    live(1, PEER);
    live(2, OTHER);
    sends(1, 2, "written");

    CommandRun run = replay();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("!! OTHER_TOKEN: a command for 1@9f3a01c2 was executed on 2@9f3a01c2")
        .endsWith("Broken invariants: 1, marked !!." + System.lineSeparator());
    assertThat(replay("--peer", PEER).code()).as("all of it is checked").isEqualTo(1);
  }

  @Test
  void onePeerOrOneTokenAloneIsTold() throws IOException {
    live(1, PEER);
    live(2, OTHER);

    assertThat(replay("--peer", "5A5A5A5A").out()).contains(PEER).doesNotContain(OTHER);
    assertThat(replay("--peer", "2@9f3a01c2").out()).contains(OTHER).doesNotContain(PEER);
    CommandRun nobody = replay("--peer", "77777777");
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("is about '77777777'");
  }

  @Test
  void scriptsGetItAsJson() throws IOException {
    live(1, PEER);
    live(2, OTHER);
    sends(1, 2, "written");

    CommandRun run = replay("--json");

    JsonObject told = new JsonObject(run.out()).getJsonArray("records").getJsonObject(0);
    assertThat(run.code()).isEqualTo(1);
    assertThat(told.getString("server")).isEqualTo(SERVER);
    assertThat(told.getJsonArray("connections")).hasSize(2);
    JsonObject first = told.getJsonArray("connections").getJsonObject(0);
    assertThat(first.getString("token")).isEqualTo("1@" + SERVER);
    assertThat(first.getJsonArray("steps").getJsonObject(0).getString("says"))
        .isEqualTo("dialled 127.0.0.1:4131");
    JsonObject broken = told.getJsonArray("broken").getJsonObject(0);
    assertThat(broken.getString("invariant")).isEqualTo("other_token");
    assertThat(broken.getLong("number")).isEqualTo(9);
  }

  @Test
  void aTornLastLineIsSaidAndNonsenseIsRefusedWithItsLine() throws IOException {
    live(1, PEER);
    Path file = file();
    Files.writeString(file, Files.readString(file) + "{\"number\":17,\"at");
    assertThat(run(file).code()).isZero();
    assertThat(run(file).out()).contains("The last line is torn");

    lines.add(2, "nonsense");
    CommandRun wrong = run(file());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("line 3: this is no JSON object").hasLineCount(1);
    CommandRun absent = run(folder.resolve("none"));
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.err()).contains("there is no file");
  }

  private void live(long connection, String peer) {
    lines.add(
        entry(connection, "'what':'began','direction':'outbound','address':'127.0.0.1:4131'"));
    add(
        connection,
        peer,
        "'what':'became','from':'handshaking','to':'preparing','why':'identity proven'");
    add(connection, peer, "'what':'became','from':'preparing','to':'live','why':'ready'");
    add(connection, peer, "'what':'connected'");
  }

  /** A command for one connection that meets another one, or with 0 none. */
  private void sends(long named, long met, String outcome) {
    String command = "'what':'commanded','order':'send','of':'publish','named':'" + named + "@"
        + SERVER + "','lease':" + (met == 0 ? 3 : 0) + ",'leftNanos':5,'outcome':'" + outcome + "'";
    if (met == 0) {
      lines.add(entry(0, command));
    } else {
      add(met, PEER, command);
    }
  }

  private void add(long connection, String peer, String note) {
    lines.add(entry(
        connection, "'token':'" + connection + "@" + SERVER + "','peer':'" + peer + "'," + note));
  }

  private String entry(long connection, String rest) {
    int number = lines.size();
    return "{'number':" + number + ",'at':" + number * 1_000_000L + ",'connection':" + connection
        + "," + rest + "}";
  }

  private CommandRun replay(String... more) throws IOException {
    return run(file(), more);
  }

  private static CommandRun run(Path file, String... more) {
    List<String> args = new ArrayList<>(List.of("replay", file.toString()));
    args.addAll(List.of(more));
    return CommandRun.of(Map.of(), args.toArray(new String[0]));
  }

  private Path file() throws IOException {
    String text = String.join("\n", lines).replace('\'', '"') + "\n";
    return Files.writeString(folder.resolve("flight.jsonl"), text);
  }
}
