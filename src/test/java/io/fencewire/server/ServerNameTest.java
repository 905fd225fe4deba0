package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.Ear;
import io.fencewire.RawPeer;
import io.fencewire.RawTls;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.identity.Certificates;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.TlsIdentity;
import io.fencewire.peer.ListenAddress;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names in TLS: we send none, and one that we are sent means nothing and is kept nowhere. */
class ServerNameTest {
  private static final Ed25519Identity PEER = RawPeer.identity(7);
  private static final int SERVER_NAME = 0;

  private final Vertx vertx = Vertx.vertx();
  private final TlsIdentity identity = TlsIdentity.of(RawPeer.identity(1), InstantSource.system());

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void whoeverNamesAServerIsInUnderEachName() throws IOException {
    ServerOptions options =
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)).withTransport(Transport.TLS);
    PeerServerVerticle server = new PeerServerVerticle("node", options, RawPeer.identity(1));
    NodeBus bus = new NodeBus(vertx, "node");
    Ear events = Ear.at(bus, bus.addresses().events());
    await(vertx.deployVerticle(server));
    RawTls tls = RawTls.with(PEER, Certificates.good(PEER));
    for (String name : List.of("one.example.org", "two.example.org")) {
      SSLSocket socket = tls.dial(server.listening());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      socket.setSSLParameters(parameters);
      try (RawPeer peer = RawPeer.over(socket, PEER)) {
        peer.shakeHands();
        assertThat(events.next(PeerEvent.Connected.class).connection().peer())
            .isEqualTo(PEER.peerId());
      }
      events.next(PeerEvent.Disconnected.class);
    }
  }

  @Test
  void ourOwnHelloNamesNobody() throws IOException {
    SSLEngine engine = identity.initiator();
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);

    assertThat(extensions(hello.flip())).isNotEmpty().doesNotContain(SERVER_NAME);
  }

  @Test
  void nothingThatChoosesByNameIsBelowASocket() {
    TlsLayer.Ground ground = new TlsLayer.Ground(
        new HandshakeWorkers(vertx.getOrCreateContext()),
        identity,
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)).times());
    Promise<List<ChannelHandler>> below = Promise.promise();
    NetServer listener = vertx.createNetServer();
    listener.connectHandler(socket -> {
      ground.below(socket, ground.responder(), problem -> {});
      below.complete(handlers(socket));
    });
    int port = await(listener.listen(0, "127.0.0.1")).actualPort();
    Future<NetSocket> dialled = vertx.createNetClient().connect(port, "127.0.0.1");
    await(dialled);

    assertThat(await(below.future()))
        .hasAtLeastOneElementOfType(SslHandler.class)
        .hasAtLeastOneElementOfType(FirstByte.class)
        .doesNotHaveAnyElementsOfTypes(AbstractSniHandler.class);
  }

  private static List<ChannelHandler> handlers(NetSocket socket) {
    return new ArrayList<>(
        ((NetSocketInternal) socket).channelHandlerContext().pipeline().toMap().values());
  }

  /** The types of the extensions in a ClientHello (RFC 8446, 4.1.2). */
  private static List<Integer> extensions(ByteBuffer hello) {
    hello.position(5 + 4 + 2 + 32); // the record, the handshake message, the version, the random
    hello.position(hello.position() + 1 + hello.get(hello.position())); // the session
    hello.position(hello.position() + 2 + hello.getShort(hello.position())); // the suites
    hello.position(hello.position() + 1 + hello.get(hello.position())); // the compressions
    hello.getShort();
    List<Integer> types = new ArrayList<>();
    while (hello.hasRemaining()) {
      types.add((int) hello.getShort());
      hello.position(hello.position() + 2 + hello.getShort(hello.position()));
    }
    return types;
  }
}
