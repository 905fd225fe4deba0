package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dials of host names, over real sockets on loopback, with a name server of its own. */
class HostNameDialTest {
  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "asker");
  private final Map<String, String[]> zone = new ConcurrentHashMap<>();
  private final PeerServerVerticle asker =
      new PeerServerVerticle("asker", options(), identity(1), this::lookUp);
  private final PeerServerVerticle other =
      new PeerServerVerticle("other", options(), identity(2), this::lookUp);

  @BeforeEach
  void start() {
    await(vertx.deployVerticle(asker));
    await(vertx.deployVerticle(other));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void theAddressesOfANameAreTriedInTurnOfBothKinds() {
    zone.put("peer.example.org", new String[] {"::1", "127.0.0.2", "127.0.0.1"});

    assertThat(dial("peer.example.org").token()).isNotNull();
  }

  @Test
  void aNameIsLookedUpAnewAtEachDial() throws IOException {
    zone.put("peer.example.org", new String[] {"127.0.0.2"});
    ConnectAnswer before = dial("peer.example.org");
    assertThat(before.refusal()).isEqualTo(CloseReason.DIAL_FAILED);
    assertThat(before.detail()).contains("127.0.0.2:" + port());

    zone.put("peer.example.org", new String[] {"127.0.0.1"});
    assertThat(dial("peer.example.org").token()).isNotNull();
  }

  @Test
  void aPeerThatIsConnectedIsNotDialledTwice() {
    zone.put("peer.example.org", new String[] {"127.0.0.1"});
    ConnectAnswer first = dial("peer.example.org");

    assertThat(dial("peer.example.org").token()).isEqualTo(first.token()).isNotNull();
  }

  @Test
  void anUnknownNameIsAFailedDialThatSaysSo() {
    ConnectAnswer answer = dial("nobody.example.org");

    assertThat(answer.refusal()).isEqualTo(CloseReason.DIAL_FAILED);
    assertThat(answer.detail())
        .isEqualTo("nobody.example.org:" + port() + ": no address is known for this host name");
  }

  @Test
  void everyFailureOfANameIsTold() throws IOException {
    zone.put("peer.example.org", new String[] {"127.0.0.3", "127.0.0.2"});
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    ConnectAnswer answer = dial("peer.example.org", free);

    assertThat(answer.refusal()).isEqualTo(CloseReason.DIAL_FAILED);
    assertThat(answer.detail()).contains("127.0.0.3:" + free).contains("127.0.0.2:" + free);
  }

  @Test
  void anAddressWithNobodyBehindItIsNotTried() {
    zone.put("peer.example.org", new String[] {"0.0.0.0", "224.0.0.1", "ff02::1"});

    assertThat(dial("peer.example.org").detail()).contains("there can be no listener at");
  }

  @Test
  void aNameThatIsOurOwnIsASelfConnection() {
    zone.put("peer.example.org", new String[] {"127.0.0.1"});
    ConnectAnswer answer = dial("peer.example.org", asker.listening().port());

    assertThat(answer.refusal()).isEqualTo(CloseReason.SELF_CONNECTION);
  }

  private ConnectAnswer dial(String name) {
    return dial(name, port());
  }

  private ConnectAnswer dial(String name, int port) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    return await(bus.ask(
        bus.addresses().server(asker.serverId()),
        new ServerCommand.Connect(new HostAddress(name, port), deadline),
        20_000,
        ConnectAnswer.class));
  }

  private int port() {
    return other.listening().port();
  }

  private InetAddress[] lookUp(String name) throws UnknownHostException {
    String[] ips = zone.get(name);
    if (ips == null) {
      throw new UnknownHostException(name);
    }
    return Arrays.stream(ips)
        .map(ip -> new ListenAddress(ip, 0).inetAddress())
        .toArray(InetAddress[]::new);
  }

  private static ServerOptions options() {
    return ServerOptions.at(new ListenAddress("127.0.0.1", 0));
  }

  private static Ed25519Identity identity(int key) {
    byte[] seed = new byte[32];
    seed[0] = (byte) key;
    return Ed25519Identity.fromSeed(seed);
  }
}
