package io.fencewire.cli;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.Crawler;
import io.fencewire.Ear;
import io.fencewire.IdleNode;
import io.fencewire.NodeVerticle;
import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.options.NetworkProfile;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.server.ServerOptions;
import io.fencewire.server.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The command that walks a network, on whole nodes of a private one. */
class CrawlCommandTest {

  @TempDir
  private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final List<NodeVerticle> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aChainOfNodesIsWalkedFromItsEnd(Transport transport) {
    chain(4, transport);

    String table =
        done("--crawl", address(0), "--network-name", "chained", "--transport", word(transport));

    List<String> lines = table.lines().toList();
    assertThat(lines.get(0)).matches("ADDRESS +PEER +TYPE +VERSION +HEIGHT +RTT +PEERS +WHY");
    assertThat(lines.get(5)).isEqualTo("4 reached, 0 not reached, 0 known and not visited");
    for (int i = 0; i < 4; i++) {
      assertThat(lines.get(1 + i).split(" +"))
          .startsWith(address(i), identity(i).peerId().toString().substring(0, 8), "client", "17")
          .hasSize(7);
      assertThat(lines.get(1 + i)).containsPattern(" - +[0-9.]+ms +[012]$");
    }
  }

  @Test
  void anAleoNetworkIsWalkedAndScriptsGetALineForEachNode() {
    for (int i = 0; i < 2; i++) {
      deploy(i, Crawler.stranger(NetworkProfile.ALEO_TESTNET.keys()), aleo(i));
    }

    List<JsonObject> lines = done("--crawl", address(1), "--network", "aleo-testnet", "--json")
        .lines()
        .map(JsonObject::new)
        .toList();

    assertThat(lines).hasSize(2);
    for (JsonObject line : lines) {
      assertThat(line.getBoolean("reached")).isTrue();
      assertThat(line.getString("nodeType")).isEqualTo("client");
      assertThat(line.getInteger("version")).isEqualTo(33);
      assertThat(line.getInteger("height")).isZero();
      assertThat(line.getInteger("peersTold")).isEqualTo(1);
      assertThat(line.getLong("rttMicros")).isPositive().isLessThan(3_000_000);
      assertThat(line.getLong("connectMicros")).isPositive();
      assertThat(line.getString("peer")).hasSize(64);
      assertThat(line.containsKey("left")).isTrue();
    }
    assertThat(lines)
        .extracting(line -> line.getString("address"))
        .containsExactly(address(1), address(0));
    assertThat(lines)
        .extracting(line -> line.getString("toldBy"))
        .containsExactly(null, address(1));
  }

  @Test
  void aVisitorIsKnownByItsKeyAndByNoPort() {
    chain(1, Transport.PLAIN);
    Ear events = Ear.at(new NodeBus(vertx, "node0"), "fencewire.node0.events");
    String key = folder.resolve("visitor.key").toString();
    String identity = CommandRun.of(Map.of(), "keygen", "--out", key).out().strip();

    done("--crawl", address(0), "--network-name", "chained", "--key", key, "--full");
    PeerConnection visitor = events.next(PeerEvent.Connected.class).connection();
    assertThat(visitor.peer().toString()).isEqualTo(identity);
    assertThat(visitor.address().port()).isZero();
    PeerEvent.Disconnected end = events.next(PeerEvent.Disconnected.class);
    assertThat(end.reason()).isEqualTo(CloseReason.REQUESTED);
    assertThat(end.origin()).isEqualTo(CloseOrigin.PEER);

    done("--crawl", address(0), "--network-name", "chained");
    assertThat(events.next(PeerEvent.Connected.class).connection().peer())
        .isNotEqualTo(visitor.peer());
  }

  @Test
  void whatIsLeftOutForTheLimitIsCounted() {
    chain(3, Transport.PLAIN);
    CommandRun run =
        run("--crawl", address(0), "--network-name", "chained", "--limit", "1", "--json", "--full");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.err().strip()).isEqualTo("1 reached, 0 not reached, 1 known and not visited");
  }

  @Test
  void whereNobodyIsReachedTheReasonIsListedAndItFails() {
    chain(1, Transport.PLAIN);
    CommandRun other = run("--crawl", address(0), "--network-name", "another");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out()).contains(address(0), "other_network: its network is");
    assertThat(other.err().strip())
        .isEqualTo("fencewire peers failed: no node of the network was reached");

    CommandRun tls =
        run("--crawl", address(0), "--network-name", "chained", "--transport", "tls", "--json");
    assertThat(tls.code()).isEqualTo(1);
    JsonObject line = new JsonObject(tls.out());
    assertThat(line.getBoolean("reached")).isFalse();
    assertThat(line.getString("reason")).isIn("socket_failed", "tls_failed", "tls_on_plain");
    assertThat(line.getString("detail")).isNotEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--crawl                             | Missing required parameter for option '--crawl'",
        "--limit 3                           | Missing required argument(s): --crawl",
        "--crawl nowhere                     | 'nowhere' has no port",
        "--crawl 127.0.0.1:0                 | port 0 can't be dialled",
        "--crawl a:1 --network mainnet       | one of [private, aleo-mainnet",
        "--crawl a:1 --network aleo-devnet   | network.genesis",
        "--crawl a:1 --network aleo-canary --network-name x      | network.name = x is wrong",
        "--crawl a:1 --network aleo-canary --transport tls       | listen.transport = tls is wrong",
        "--crawl a:1 --network-genesis 00    | network.genesis = 00 is wrong",
        "--crawl a:1 --limit 0               | --limit must be 1 to 20000, not 0",
        "--crawl a:1 --for 30                | is not a duration such as",
        "--crawl a:1 --for 2d                | is not a duration such as",
        "--crawl a:1 --for 48h               | --for must be 1s to 24h",
        "--crawl a:1 --at-once 99            | --at-once must be 1 to 32, not 99",
        "--crawl a:1 --key /no/such          | --key = /no/such is wrong: there is no such file",
        "--crawl a:1 --node alpha            | --node has no effect beside it",
        "--crawl a:1 --admin b:2 --explain c | --admin, --explain have no effect beside it",
      })
  void whatCannotBeMeantIsNamedInOneLine(String line, String words) {
    CommandRun run = run(line.split(" +"));
    assertThat(run.code()).as(run.toString()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith("fencewire: ");
    assertThat(run.err()).contains(words);
  }

  @Test
  void helpAndCompletionKnowIt() {
    assertThat(done("--help")).contains("--crawl", "--network-genesis", "--at-once", "5m if not");
    assertThat(CommandRun.of(Map.of(), "generate-completion").out())
        .contains("--crawl", "--network-name");
  }

  private String done(String... args) {
    CommandRun run = run(args);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run.out().stripTrailing();
  }

  private static CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add(0, "peers");
    return CommandRun.of(Map.of(), all.toArray(String[]::new));
  }

  /** Each is connected with the next one, so that only its neighbours know it. */
  private void chain(int count, Transport transport) {
    for (int i = 0; i < count; i++) {
      ServerOptions server = ServerOptions.at(new ListenAddress("127.0.0.1", 0))
          .withNetwork("chained")
          .withTransport(transport);
      NodeOptions options = IdleNode.options("node" + i, server, HeartbeatOptions.DEFAULT);
      deploy(i, identity(i), options);
    }
  }

  /** The node is connected with the one before it. */
  private void deploy(int number, Identity identity, NodeOptions options) {
    nodes.add(new NodeVerticle(options, identity));
    await(vertx.deployVerticle(nodes.get(number)));
    if (number > 0) {
      await(PeerNetwork.of(vertx, "node" + number).connect(address(number - 1)));
    }
  }

  private static NodeOptions aleo(int number) {
    return NodeOptions.fromJson(new JsonObject()
        .put("node", "node" + number)
        .put("network", new JsonObject().put("profile", "aleo-testnet"))
        .put("listen", new JsonObject().put("port", 0))
        .mergeIn(IdleNode.wishes()));
  }

  private String address(int node) {
    return nodes.get(node).listening().toString();
  }

  private static String word(Transport transport) {
    return transport == Transport.TLS ? "tls" : "plain";
  }

  private static Identity identity(int key) {
    byte[] seed = new byte[32];
    seed[0] = (byte) (key + 1);
    return Ed25519Identity.fromSeed(seed);
  }
}
