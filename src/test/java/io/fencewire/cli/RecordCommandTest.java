package io.fencewire.cli;

import static io.fencewire.Ear.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.TwoNodes;
import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerCommand.CloseConnection;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two whole nodes record of their connections, rotations and late sends, and its replay. */
class RecordCommandTest {
  private static final int ROTATIONS = 5;
  private static final long SECOND = 1_000_000_000L;

  @TempDir
  private Path folder;

  private final TwoNodes nodes = new TwoNodes();
  private final PeerNetwork alpha = PeerNetwork.of(nodes.vertx, "alpha");
  private final NodeBus bus = new NodeBus(nodes.vertx, "alpha");
  private final ListenAddress admin = nodes.openAdmin(new JsonObject());

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void aRunWithRotationsAndLateSendsBreaksNoInvariantAtEitherEnd() throws IOException {
    ConnectionToken last = rotate();

    String told = replayed("alpha");
    assertThat(told)
        .contains("dialled " + nodes.betaAddress(), "close rotation for " + last + ": written");
    assertThat(told)
        .contains(
            "announced as disconnected: rotation by command (asked for)",
            "send publish for " + last + ": written");
    assertThat(told.lines().filter(line -> line.matches(".* send publish for .*: (stale|closing)")))
        .hasSize(ROTATIONS);
    assertThat(told.lines().filter(line -> line.matches(".* close requested for .*: stale")))
        .hasSize(ROTATIONS - 1);
    assertThat(replayed("beta"))
        .contains("accepted from 127.0.0.1:", "announced as disconnected: rotation by peer");
  }

  @Test
  void aFileThatExistsIsLeftAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("there"), "precious");

    CommandRun run = record("alpha", file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("exists already, and is left as it is");
    assertThat(file).hasContent("precious");
    CommandRun nobody = record("gamma", folder.resolve("gamma"));
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("known are [alpha, beta]");
  }

  /** Connects, sends, closes as a refresher does, and sends once more, again and again. */
  private ConnectionToken rotate() {
    ConnectionToken token = await(alpha.connect(nodes.betaAddress()));
    for (int i = 0; i < ROTATIONS; i++) {
      ConnectionToken old = token;
      await(alpha.send(old, "prices", "42".getBytes(UTF_8)));
      var order = new CloseConnection(old, System.nanoTime() + 5 * SECOND, CloseReason.ROTATION);
      String server = bus.addresses().server(old.serverId());
      assertThat(await(bus.ask(server, order, 5_000, Answer.class)).outcome())
          .isEqualTo(Outcome.WRITTEN);
      nodes.nextEnd();
      await(alpha.send(old, "prices", "late".getBytes(UTF_8)));
      if (i + 1 < ROTATIONS) {
        token = await(alpha.connect(nodes.betaAddress()));
        assertThat(await(alpha.disconnect(old))).isEqualTo(Outcome.STALE);
      }
    }
    return token;
  }

  private String replayed(String node) throws IOException {
    Path file = folder.resolve(node + ".jsonl");
    CommandRun recorded = record(node, file);
    assertThat(recorded.code()).as(recorded.err()).isZero();
    assertThat(recorded.out()).startsWith(Files.readAllLines(file).size() + " lines in " + file);
    CommandRun replay = CommandRun.of(Map.of(), "replay", file.toString());
    assertThat(replay.code()).as(replay.out()).isZero();
    return replay.out();
  }

  private CommandRun record(String node, Path file) {
    return CommandRun.of(
        Map.of(), "record", "--admin", admin.toString(), "--node", node, file.toString());
  }
}
