package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fencewire.Ear;
import io.fencewire.RawPeer;
import io.fencewire.RawTls;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.identity.Certificates;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server over TLS: who gets in, and that nobody who doesn't disturbs those who did. */
class TlsServerTest {
  private static final Ed25519Identity PEER = RawPeer.identity(7);
  private static final Ed25519Identity OTHER = RawPeer.identity(8);

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "node");
  private final PeerServerVerticle server = server("node", 1, Transport.TLS);
  private Ear events;
  private RawPeer bystander;

  @BeforeEach
  void start() throws IOException {
    events = Ear.at(bus, bus.addresses().events());
    await(vertx.deployVerticle(server));
    Ed25519Identity identity = RawPeer.identity(9);
    RawTls tls = RawTls.with(identity, Certificates.good(identity));
    bystander = RawPeer.over(tls.dial(server.listening()), identity);
    bystander.shakeHands();
    assertThat(nextPeer()).isEqualTo(bystander.peerId());
  }

  @AfterEach
  void stop() throws IOException {
    bystander.close();
    await(vertx.close());
  }

  @Test
  void aPeerThatSpeaksTlsWithItsOwnKeyIsIn() throws IOException {
    RawTls tls = RawTls.with(PEER, Certificates.good(PEER));
    try (SSLSocket socket = tls.dial(server.listening());
        RawPeer peer = RawPeer.over(socket, PEER)) {
      peer.shakeHands();

      assertThat(nextPeer()).isEqualTo(PEER.peerId());
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      theBystanderIsWell();
    }
  }

  @Test
  void aPeerThatResumesItsSessionIsInAgain() throws IOException {
    RawTls tls = RawTls.with(PEER, Certificates.good(PEER));
    for (int i = 0; i < 3; i++) {
      try (RawPeer peer = RawPeer.over(tls.dial(server.listening()), PEER)) {
        peer.shakeHands();
        assertThat(nextPeer()).isEqualTo(PEER.peerId());
        peer.send(new Ping(17, NodeType.CLIENT, null));
        assertThat(peer.next(Pong.class)).isEqualTo(new Pong(Pong.Fork.NO_FORK));
      }
      events.next(PeerEvent.Disconnected.class);
    }
  }

  @Test
  void aKeyThatIsNotTheAddressIsRefusedAndToldSo() throws IOException {
    RawTls tls = RawTls.with(OTHER, Certificates.good(OTHER));
    try (RawPeer peer = RawPeer.over(tls.dial(server.listening()), PEER)) {
      peer.send(peer.challenge(1));

      assertThat(peer.next(Verdict.class)).isEqualTo(new Verdict(false, 72));
    }
    try (RawPeer peer = RawPeer.over(tls.dial(server.listening()), PEER)) {
      peer.send(peer.challenge(0));

      assertThat(peer.next(Disconnect.class).code()).isEqualTo(1);
    }
    counts(CloseReason.CHANNEL_MISMATCH, 2);
    PeerEvent.Abandoned told = events.next(PeerEvent.Abandoned.class);
    assertThat(told.peer()).isEqualTo(PEER.peerId());
    assertThat(told.reason()).isEqualTo(CloseReason.CHANNEL_MISMATCH);
    theBystanderIsWell();
  }

  @Test
  void anExpiredCertificateIsRefused() throws IOException {
    refuses(RawTls.with(PEER, Certificates.expired(PEER)));
  }

  @Test
  void aCertificateWithAWrongSignatureIsRefused() throws IOException {
    refuses(RawTls.with(PEER, Certificates.forged(PEER)));
  }

  @Test
  void aCertificateWithoutItsPrivateKeyIsRefused() throws IOException {
    refuses(RawTls.with(OTHER, Certificates.good(PEER)));
  }

  @Test
  void aChainOfTwoIsRefused() throws IOException {
    refuses(RawTls.with(PEER, Certificates.good(PEER), Certificates.good(OTHER)));
  }

  @Test
  void aPeerWithoutACertificateIsRefused() throws IOException {
    refuses(RawTls.withoutCertificate());
  }

  @Test
  void tls12IsRefused() throws IOException {
    refuses(RawTls.with(PEER, Certificates.good(PEER)), "TLSv1.2");
  }

  @Test
  void aPlainPeerIsRefusedAsOne() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      peer.trickle(new byte[] {0x31, 0, 0, 0, 2, 0});

      counts(CloseReason.PLAIN_ON_TLS, 1);
    }
    theBystanderIsWell();
  }

  @Test
  void whoSaysNothingTakesPartInTheBoundOfPendingHandshakesAndLosesItInTime() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      Future<ServerStats> stats = ask(new ServerCommand.AskStats(), ServerStats.class);
      while (await(stats).gauges().get("pending") == 0) {
        stats = ask(new ServerCommand.AskStats(), ServerStats.class);
      }
      while (!peer.isEnded()) {
        // TLS says goodbye to whoever may understand it
      }
    }
    counts(CloseReason.HANDSHAKE_TIMEOUT, 1);
    theBystanderIsWell();
  }

  @Test
  void aTlsHelloOnAPlainPortIsRefusedAsOne() throws IOException {
    PeerServerVerticle plain = server("plain", 2, Transport.PLAIN);
    await(vertx.deployVerticle(plain));
    RawTls tls = RawTls.with(PEER, Certificates.good(PEER));
    try (SSLSocket socket = tls.dial(plain.listening())) {
      assertThat(catchThrowable(socket::startHandshake)).isInstanceOf(IOException.class);
    }
    String address = new NodeBus(vertx, "plain").addresses().server(plain.serverId());
    ServerStats stats =
        await(bus.ask(address, new ServerCommand.AskStats(), 20_000, ServerStats.class));
    assertThat(stats.counters()).containsEntry("closes.tls_on_plain", 1L);
  }

  @Test
  void nodesDialEachOtherOverTls() {
    PeerServerVerticle second = server("second", 2, Transport.TLS);
    await(vertx.deployVerticle(second));

    assertThat(dial(second.listening()).refusal()).isNull();
    assertThat(nextPeer()).isEqualTo(RawPeer.identity(2).peerId());
  }

  @Test
  void aNodeThatDialsSomebodyWithABadCertificateHangsUp() throws IOException {
    try (var listener = RawTls.with(PEER, Certificates.expired(PEER)).listen()) {
      Future<ConnectAnswer> dialled = ask(
          connect(new ListenAddress("127.0.0.1", listener.getLocalPort())), ConnectAnswer.class);
      try (Socket socket = listener.accept()) {
        assertThat(catchThrowable(() -> socket.getInputStream().read()))
            .isInstanceOf(IOException.class);
      }
      assertThat(await(dialled).refusal()).isEqualTo(CloseReason.TLS_FAILED);
    }
  }

  @Test
  void aNodeThatDialsAPlainPortSaysWhatItFound() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Future<ConnectAnswer> dialled = ask(
          connect(new ListenAddress("127.0.0.1", listener.getLocalPort())), ConnectAnswer.class);
      try (Socket socket = listener.accept()) {
        socket.getOutputStream().write(new byte[] {0x31, 0, 0, 0, 2, 0});
        assertThat(await(dialled).refusal()).isEqualTo(CloseReason.PLAIN_ON_TLS);
      }
    }
  }

  @Test
  void aNodeThatDialsASilentPortGivesUpAndLeavesNoSocketBehind() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Future<ConnectAnswer> dialled = ask(
          connect(new ListenAddress("127.0.0.1", listener.getLocalPort())), ConnectAnswer.class);
      try (Socket socket = listener.accept()) {
        assertThat(await(dialled).refusal()).isEqualTo(CloseReason.HANDSHAKE_TIMEOUT);
        socket.setSoTimeout(10_000);
        while (socket.getInputStream().read() >= 0) {
          // the ClientHello, and what TLS says at the end
        }
      }
    }
  }

  /** A TLS 1.3 client is done before the server has judged it: the read shows what became of it. */
  private void refuses(RawTls tls, String... protocols) throws IOException {
    try (SSLSocket socket = tls.dial(server.listening(), protocols)) {
      assertThat(catchThrowable(() -> {
            socket.startHandshake();
            socket.getInputStream().read();
          }))
          .isInstanceOf(IOException.class);
    }
    counts(CloseReason.TLS_FAILED, 1);
    theBystanderIsWell();
  }

  private void theBystanderIsWell() throws IOException {
    bystander.send(new Ping(17, NodeType.CLIENT, null));
    assertThat(bystander.next(Pong.class)).isEqualTo(new Pong(Pong.Fork.NO_FORK));
  }

  private PeerId nextPeer() {
    return events.next(PeerEvent.Connected.class).connection().peer();
  }

  private ConnectAnswer dial(ListenAddress address) {
    return await(ask(connect(address), ConnectAnswer.class));
  }

  /** Waits until so many connections have ended for this reason. */
  private void counts(CloseReason reason, long expected) {
    String name = "closes." + reason.name().toLowerCase(Locale.ROOT);
    long end = System.nanoTime() + 10_000_000_000L;
    long found = -1;
    while (found != expected && System.nanoTime() - end < 0) {
      found = await(ask(new ServerCommand.AskStats(), ServerStats.class))
          .counters()
          .getOrDefault(name, 0L);
    }
    assertThat(found).as(name).isEqualTo(expected);
  }

  private <T extends BusRecord> Future<T> ask(ServerCommand command, Class<T> answer) {
    return bus.ask(bus.addresses().server(server.serverId()), command, 20_000, answer);
  }

  private static PeerServerVerticle server(String node, int key, Transport transport) {
    ServerOptions options =
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)).withTransport(transport);
    return new PeerServerVerticle(node, options, RawPeer.identity(key));
  }

  private static ServerCommand connect(ListenAddress address) {
    return new ServerCommand.Connect(address, System.nanoTime() + 5_000_000_000L);
  }
}
