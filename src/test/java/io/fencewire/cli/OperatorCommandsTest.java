package io.fencewire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.TwoNodes;
import io.fencewire.api.Item;
import io.fencewire.api.PeerNetwork;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The commands for a running node, on two whole nodes behind one admin port. */
class OperatorCommandsTest {
  private static final String ZEROS = "00000000000000000000000000000000";

  @TempDir
  private Path folder;

  private final TwoNodes nodes = new TwoNodes();
  private final ListenAddress admin = nodes.openAdmin(new JsonObject());

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void peersAreListedInColumns() {
    assertThat(done("peers")).isEqualTo("no connections");
    String token = done("connect", nodes.betaAddress());
    String beta = nodes.betaId().toString();

    List<String> lines = done("peers").lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .matches("TOKEN +PEER +ADDRESS +DIRECTION +STATE +AGE +RTT +IN +OUT +QUEUED");
    assertThat(lines.get(1).split(" +"))
        .startsWith(brief(token), beta.substring(0, 8), nodes.betaAddress(), "outbound", "live")
        .hasSize(10);
    assertThat(lines.get(1).indexOf("outbound")).isEqualTo(lines.get(0).indexOf("DIRECTION"));
    assertThat(lines.get(1)).containsPattern(" [0-9]+s +([0-9.]+ms|-) +[0-9.]+(B|KiB) ");
    assertThat(done("peers", "--full")).contains(token, beta);
    assertThat(done("peers", "--node", "beta")).contains("inbound");
  }

  @Test
  void scriptsGetTheAnswerOfTheAdminPort() {
    String token =
        new JsonObject(done("connect", nodes.betaAddress(), "--json")).getString("token");

    JsonObject peers = new JsonObject(done("peers", "--json"));
    assertThat(peers.getJsonArray("peers").getJsonObject(0).getString("token")).isEqualTo(token);
    assertThat(new JsonObject(done("peers", "--json", "--explain", token)).getString("peer"))
        .isEqualTo(nodes.betaId().toString());
    assertThat(new JsonObject(done("disconnect", "--json", token)))
        .isEqualTo(new JsonObject().put("outcome", "written"));
    assertThat(new JsonObject(done("publish", "--json", "prices", "42")).getString("id"))
        .hasSize(64);
  }

  @Test
  void aShortTokenNamesOneGenerationAndNoLaterOne() {
    String first = done("connect", nodes.betaAddress());
    assertThat(done("disconnect", brief(first))).isEqualTo("disconnected " + first);
    nodes.nextEnd();
    String second = done("connect", nodes.betaAddress());

    assertThat(refused(1, "disconnect", brief(first))).contains("no connection has the token");
    assertThat(refused(1, "disconnect", first)).contains("stale: the connection that this token");
    assertThat(done("peers", "--full")).contains(second);
    assertThat(done("disconnect", second)).isEqualTo("disconnected " + second);
  }

  @Test
  void whyAConnectionEndedIsTold() {
    String token = done("connect", nodes.betaAddress());
    String beta = nodes.betaId().toString();
    assertThat(done("peers", "--explain", brief(token))).contains("outbound and live");
    done("disconnect", token);
    nodes.nextEnd();

    refused(1, "disconnect", token);

    List<String> story = done("peers", "--explain", beta.substring(0, 8))
        .lines()
        .filter(line -> !line.contains("ping was refused")) // one may have come too late
        .toList();
    assertThat(story.get(0)).startsWith(beta + ": There is no connection.").contains("operator");
    assertThat(story.get(1)).matches("AT +EVENT +TOKEN +WHY");
    assertThat(story.get(2)).containsPattern("Z +connected +" + brief(token));
    assertThat(story.get(3)).containsPattern("Z +disconnected +" + brief(token) + " +This node");
    assertThat(story.get(4)).containsPattern("Z +refused +" + brief(token) + " +close was refused");
    assertThat(story).hasSize(5);
  }

  @Test
  void theOtherEndTellsWhyToo() {
    done("disconnect", done("connect", nodes.betaAddress()));
    nodes.nextEnd(); // at this end

    String alpha = nodes.alphaId().toString();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    CommandRun told = run("peers", "--node", "beta", "--explain", alpha);
    while (!told.out().contains("disconnected")) {
      assertThat(System.nanoTime() - end).as("within 20 s: %s", told).isNegative();
      told = run("peers", "--node", "beta", "--explain", alpha);
    }
    assertThat(told.out())
        .startsWith(alpha + ": There is no connection.")
        .contains("The peer closed it and said why: an application or an operator asked for it.");
  }

  @Test
  void logLevelsAreShownAndChanged() {
    String logger = "io.fencewire.server.ConnectionLog";
    LoggerFactory.getLogger(logger);
    try {
      assertThat(done("log")).containsPattern("LOGGER +LEVEL").containsPattern("root +warn");
      assertThat(done("log", logger, "debug")).containsPattern("ConnectionLog +debug");
      assertThat(LoggerFactory.getLogger(logger).isDebugEnabled()).isTrue();
    } finally {
      assertThat(done("log", logger, "inherit")).doesNotContain(logger);
    }
    assertThat(LoggerFactory.getLogger(logger).isDebugEnabled()).isFalse();
  }

  @Test
  void anItemIsATextAFileOrWhatComesOnStandardInput() throws IOException {
    BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    PeerNetwork.of(nodes.vertx, "alpha").subscribe("prices", items::add);
    byte[] binary = {0, -1, 10, 13};
    Path file = Files.write(folder.resolve("item"), binary);

    assertThat(done("publish", "prices", "4 €")).isEqualTo(next(items).id());
    done("publish", "prices", "--file", file.toString());
    assertThat(next(items).body().toArray()).isEqualTo(binary);
    InputStream usual = System.in;
    System.setIn(new ByteArrayInputStream("piped\n".getBytes(UTF_8)));
    try {
      done("publish", "prices");
    } finally {
      System.setIn(usual);
    }
    assertThat(next(items).body().toArray()).asString(UTF_8).isEqualTo("piped\n");
  }

  @Test
  void aFileThatIsTooLongOrNotThereIsNamed() throws IOException {
    Path file = Files.write(folder.resolve("long"), new byte[128 * 1024 + 1]);

    assertThat(refused(2, "publish", "a", "--file", file.toString())).contains("131072 bytes");
    assertThat(refused(2, "publish", "a", "--file", folder.toString()))
        .contains("--file " + folder);
    assertThat(refused(2, "publish", "a", "--file", "/no/such")).contains("--file /no/such");
    assertThat(refused(2, "publish", "a", "b", "--file", file.toString()))
        .contains("two bodies; give one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | connect 127.0.0.1:1        | 127.0.0.1:1: DIAL_FAILED",
        "2 | connect nowhere            | has no port",
        "2 | connect                    | ADDRESS",
        "2 | disconnect x               | is no token",
        "1 | disconnect 7@" + ZEROS + " | stale",
        "2 | peers --explain abc        | of which 8 are enough",
        "1 | peers --explain 00000000   | nothing that begins with '00000000'",
        "2 | peers --node gamma         | known are [alpha, beta]",
        "2 | peers --timeout 1ms        | 100ms to 1h",
        "2 | log io.fencewire           | a LEVEL is missing",
        "2 | log io.fencewire loud      | level must be one of [off, error",
        "2 | log io.vertx debug         | must be root or one of ours",
        "2 | peers more                 | see 'fencewire peers --help'",
      })
  void whatIsRefusedIsSaidInTheWordsOfTheNode(int code, String line, String words) {
    assertThat(refused(code, line.split(" "))).contains(words);
  }

  @Test
  void theEnvironmentThatPlacesThePortLeadsToIt() {
    String port = String.valueOf(admin.port());
    var everywhere = Map.of("FENCEWIRE_ADMIN_HOST", "0.0.0.0", "FENCEWIRE_ADMIN_PORT", port);
    assertThat(CommandRun.of(everywhere, "peers"))
        .isEqualTo(new CommandRun(0, "no connections\n", ""));
    assertThat(CommandRun.of(Map.of("FENCEWIRE_ADMIN_PORT", "x"), "peers").err())
        .contains("FENCEWIRE_ADMIN_PORT = x is wrong");
    CommandRun any = CommandRun.of(Map.of("FENCEWIRE_ADMIN_PORT", "0"), "peers");
    assertThat(any.code()).isEqualTo(2);
    assertThat(any.err()).contains("FENCEWIRE_ADMIN_PORT = 0", "--admin");
  }

  @Test
  void helpAndCompletionKnowThem() {
    assertThat(done("peers", "--help")).contains("127.0.0.1:4180", "--explain", "30s if not given");
    String completion = CommandRun.of(Map.of(), "generate-completion").out();
    assertThat(completion).contains("peers", "publish", "disconnect", "--admin");
  }

  private String done(String... args) {
    CommandRun run = run(args);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run.out().stripTrailing();
  }

  /** What is said in the one line of an error. */
  private String refused(int code, String... args) {
    CommandRun run = run(args);
    assertThat(run.code()).as(run.toString()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    return run.err();
  }

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(1, List.of("--admin", admin.toString()));
    return CommandRun.of(Map.of(), all.toArray(String[]::new));
  }

  private static String brief(String token) {
    return token.substring(0, token.indexOf('@') + 9);
  }

  private static Item next(BlockingQueue<Item> items) {
    try {
      Item item = items.poll(20, TimeUnit.SECONDS);
      assertThat(item).as("an item within 20 s").isNotNull();
      return item;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
