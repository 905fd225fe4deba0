package interop;

import io.fencewire.NodeVerticle;
import io.fencewire.api.Item;
import io.fencewire.api.Judgement;
import io.fencewire.api.PeerEvent;
import io.fencewire.api.PeerNetwork;
import io.fencewire.api.PeerStatus;
import io.fencewire.identity.aleo.AleoAccount;
import io.fencewire.identity.aleo.AleoIdentity;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerConnection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Fencewire node of the Aleo testnet on loopback, and an application on its bus. */
final class Ours {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String name;
  private final PeerNetwork network;
  private final NodeVerticle verticle;
  private final AleoAccount account = AleoAccount.generate(RANDOM);
  private final int adminPort;
  private final List<Life> lives = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();

  /** One connection, from LIVE to its end. */
  record Life(PeerConnection connection, Instant begin, Optional<End> end) {}

  /** How a connection ended. */
  record End(Instant at, String reason, String origin) {}

  /**
   * The options of one that dials this peer, and no other. After a refresh it leaves the peer alone
   * for twice the interval; by default that is longer than snarkOS waits until it dials itself.
   */
  static JsonObject dialling(String trusted) {
    JsonObject peers = new JsonObject()
        .put("min", 0)
        .put("target", 0)
        .put("trustedOnly", true)
        .put("trusted", new JsonArray().add(trusted));
    return options("client")
        .put("refresh", new JsonObject().put("interval", "5s"))
        .put("peers", peers.put("book", ""));
  }

  /** The options of one that dials nobody, and does not rotate. */
  static JsonObject waiting(String nodeType) {
    return options(nodeType)
        .put("refresh", new JsonObject().put("interval", "24h"))
        .put("peers", new JsonObject().put("book", "").put("min", 0).put("target", 0));
  }

  private static JsonObject options(String nodeType) {
    return new JsonObject()
        .put("network", new JsonObject().put("profile", "aleo-testnet").put("nodeType", nodeType));
  }

  Ours(Vertx vertx, String name, JsonObject chosen) throws Exception {
    this.name = name;
    this.network = PeerNetwork.of(vertx, name);
    this.adminPort = freePort();
    NodeOptions options = NodeOptions.fromJson(chosen
        .put("node", name)
        .put("listen", new JsonObject().put("port", 0))
        .put("admin", new JsonObject().put("enabled", true).put("port", adminPort)));
    network.onEvent(this::happened);
    for (String topic : List.of("transactions", "solutions")) {
      network.validate(topic, item -> Future.succeededFuture(Judgement.ACCEPT));
      network.subscribe(topic, this::delivered);
    }
    this.verticle = new NodeVerticle(options, new AleoIdentity(account, RANDOM));
    await(vertx.deployVerticle(verticle));
  }

  String name() {
    return name;
  }

  /** Where it listens, which is what snarkOS calls it. */
  String listening() {
    return verticle.listening().toString();
  }

  /** Its Aleo account. */
  String address() {
    return account.address().toString();
  }

  PeerNetwork network() {
    return network;
  }

  synchronized List<Life> lives() {
    return List.copyOf(lives);
  }

  /** The connection to whoever listens there, if there is one now. */
  Optional<PeerConnection> connectionTo(String listening) {
    return lives().stream()
        .filter(life -> life.end().isEmpty())
        .map(Life::connection)
        .filter(connection -> connection.address().toString().equals(listening))
        .findFirst();
  }

  /** Whether this very connection is LIVE. */
  boolean isLive(ConnectionToken token) throws Exception {
    for (PeerStatus peer : await(network.peers())) {
      if (peer.connection().token().equals(token)) {
        return peer.state() == ConnectionState.LIVE;
      }
    }
    return false;
  }

  /** The body of the item with this digest, as the application was given it. */
  synchronized Optional<Item> item(String sha256) {
    return items.stream()
        .filter(item -> Digest.sha256(item.body().toArray()).equals(sha256))
        .findFirst();
  }

  /** What the node has counted. */
  Figures figures() throws IOException, InterruptedException {
    return Figures.of(adminPort);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits for it, not for long. */
  static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("nothing within 20 s", e);
    }
  }

  private synchronized void delivered(Item item) {
    items.add(item);
  }

  private synchronized void happened(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      lives.add(new Life(connected.connection(), Instant.now(), Optional.empty()));
    } else if (event instanceof PeerEvent.Disconnected over) {
      End end = new End(Instant.now(), over.reason().name(), over.origin().name());
      lives.replaceAll(
          life -> life.connection().token().equals(over.connection().token())
              ? new Life(life.connection(), life.begin(), Optional.of(end))
              : life);
    }
  }
}
