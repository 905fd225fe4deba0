package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.RawAleoPeer.Said;
import io.fencewire.crawl.CrawlListener;
import io.fencewire.crawl.CrawlOptions;
import io.fencewire.crawl.Finding;
import io.fencewire.crawl.Finding.Nobody;
import io.fencewire.crawl.Finding.Node;
import io.fencewire.crawl.Lead;
import io.fencewire.crawl.Progress;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Message;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.Ping;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A crawl among snarkOS nodes, as far as their description goes, over real sockets. */
class CrawlerTest implements CrawlListener {
  private static final AleoNetwork TESTNET = AleoNetwork.TESTNET;

  private final Vertx vertx = Vertx.vertx();
  private final List<RawAleoHost> hosts = new ArrayList<>();
  private final Map<Integer, List<Message>> heard = new ConcurrentHashMap<>();
  private final Map<Integer, List<ListenAddress>> told = new ConcurrentHashMap<>();
  private final Map<DialTarget, Finding> found = new HashMap<>();

  @AfterEach
  void stop() throws IOException {
    await(vertx.close());
    for (RawAleoHost host : hosts) {
      host.close();
    }
  }

  @Test
  void nodesOfEveryKindAreFoundWithWhatTheySayOfThemselves() throws IOException {
    ListenAddress client = host(17, NodeType.CLIENT);
    ListenAddress validator = host(33, NodeType.VALIDATOR);
    ListenAddress prover = host(32, NodeType.PROVER);
    hosts.get(0).announce(7);
    hosts.get(1).announce(99);
    ListenAddress nobody = deaf();
    told.put(0, List.of(client, validator, prover, nobody, new ListenAddress("10.0.0.1", 0)));
    told.put(1, List.of(client));

    Progress end = await(crawl(client));

    assertThat(end).isEqualTo(new Progress(3, 1, 0, 0, 1));
    node(client, NodeType.CLIENT, 7L, 5);
    node(validator, NodeType.VALIDATOR, 99L, 1);
    node(prover, NodeType.PROVER, null, 0);
    assertThat(((Node) Objects.requireNonNull(found.get(validator))).traits().version())
        .isEqualTo(33);
    assertThat(found.get(nobody)).isInstanceOf(Nobody.class);
    assertThat(((Nobody) Objects.requireNonNull(found.get(nobody))).reason())
        .isEqualTo(CloseReason.DIAL_FAILED);
    assertThat(Objects.requireNonNull(found.get(prover)).lead())
        .isEqualTo(new Lead(prover, client));
  }

  /** A Ping without locators, question upon question, an end without a word: all would be rude. */
  @Test
  void everyNodeIsVisitedOncePingedAsAClientPingsAndToldGoodbye() throws IOException {
    ListenAddress first = host(17, NodeType.CLIENT);
    ListenAddress second = host(33, NodeType.CLIENT);
    hosts.forEach(host -> host.announce(3));
    told.put(0, List.of(second));
    told.put(1, List.of(first, second));

    await(crawl(first));
    await(vertx.close());

    for (int i = 0; i < 2; i++) {
      assertThat(hosts.get(i).recordings()).as("connections").hasSize(1);
      List<Message> said = heard.get(i);
      assertThat(said).filteredOn(PeerRequest.class::isInstance).hasSizeBetween(1, 2);
      assertThat(said).filteredOn(Ping.class::isInstance).isNotEmpty().allSatisfy(ping -> {
        BlockLocators locators = Objects.requireNonNull(((Ping) ping).locators());
        assertThat(locators.height()).isZero();
        assertThat(locators.recents().get(0).hash()).isEqualTo(TESTNET.firstBlock());
      });
      assertThat(said).last().isInstanceOf(Disconnect.class);
    }
  }

  /** As a snarkOS node loses what arrives together with the last message of its handshake. */
  @Test
  void aNodeThatLosesTheFirstQuestionIsAskedAgain() throws IOException {
    ListenAddress forgetful = host(33, NodeType.PROVER);
    hosts.get(0).loseTheFirstQuestion();
    told.put(0, List.of(forgetful));
    await(crawl(forgetful));
    assertThat(heard.get(0)).filteredOn(PeerRequest.class::isInstance).hasSize(2);
    assertThat(((Node) Objects.requireNonNull(found.get(forgetful))).told()).isEqualTo(1);
  }

  @Test
  void aCrawlThatIsEndedWaitsForNoHandshake() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Crawler crawler = crawler(new ListenAddress("127.0.0.1", silent.getLocalPort()));
      Future<Progress> over = crawler.run(vertx);
      silent.setSoTimeout(20_000);
      try (Socket dialled = silent.accept()) {
        crawler.end();
        assertThat(await(over)).isEqualTo(new Progress(0, 0, 0, 1, 0));
        assertThat(dialled.getInputStream().read()).as("the handshake begun").isNotNegative();
      }
    }
  }

  private void node(ListenAddress address, NodeType type, Long height, int peers) {
    Node node = (Node) Objects.requireNonNull(found.get(address), address.toString());
    assertThat(node.traits().nodeType()).isEqualTo(type);
    assertThat(node.height()).isEqualTo(height);
    assertThat(node.told()).isEqualTo(peers);
    assertThat(node.rttNanos()).isPositive();
    assertThat(node.connectNanos()).isPositive();
    assertThat(node.end()).isNull();
  }

  private Future<Progress> crawl(ListenAddress start) {
    return crawler(start).run(vertx);
  }

  private Crawler crawler(ListenAddress start) {
    JsonObject network = new JsonObject().put("profile", "aleo-testnet");
    return new Crawler(
        Crawler.options(network, null, List.of(start)),
        RawAleoPeer.account(),
        new CrawlOptions(List.of(start), 100, Duration.ofSeconds(15), 8, true),
        this);
  }

  @Override
  public void found(Finding finding) {
    found.put(finding.lead().address(), finding);
  }

  @Override
  public void progress(Progress progress) {
    assertThat(progress.underWay()).isBetween(0, 8);
  }

  private ListenAddress host(long version, NodeType type) throws IOException {
    int number = hosts.size();
    List<Message> messages = new CopyOnWriteArrayList<>();
    heard.put(number, messages);
    hosts.add(new RawAleoHost(
        Said.usual(TESTNET).with(version, type),
        () -> told.getOrDefault(number, List.of()),
        messages::add));
    return hosts.get(number).address();
  }

  /** Where nobody listens any more. */
  private static ListenAddress deaf() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new ListenAddress("127.0.0.1", gone.getLocalPort());
    }
  }
}
