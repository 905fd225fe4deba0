package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.RawPeer;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host name that is trusted together with an identity: wherever it leads, nobody else is let in. */
class TrustedNameTest {
  private static final String NAME = "peer.example.org";

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "asker");
  private final PeerServerVerticle impostor = server("impostor", 2, "127.0.0.1", 0);
  private PeerServerVerticle asker;
  private volatile String[] found = {"127.0.0.1"};

  @BeforeEach
  void start() {
    await(vertx.deployVerticle(impostor));
    Map<DialTarget, PeerId> trusted = Map.of(name(), RawPeer.identity(3).peerId());
    ServerOptions options = ServerOptions.at(new ListenAddress("127.0.0.1", 0))
        .withAccess(new Access(false, false, trusted), null);
    asker = new PeerServerVerticle("asker", options, RawPeer.identity(1), name -> addresses());
    await(vertx.deployVerticle(asker));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void whoIsAnotherIsRefusedWhereTheNameLeadsAndNowhereElse() {
    ConnectAnswer refused = dial(name());
    assertThat(refused.refusal()).isEqualTo(CloseReason.NOT_ADMITTED);
    assertThat(refused.detail()).contains(RawPeer.identity(2).peerId().toString());

    assertThat(dial(impostor.listening()).token()).as("at its plain address").isNotNull();
  }

  @Test
  void aConnectionToAnotherIsNoAnswer() {
    assertThat(dial(impostor.listening()).token()).isNotNull();

    ConnectAnswer refused = dial(name());

    assertThat(refused.token()).isNull();
    assertThat(refused.refusal()).isEqualTo(CloseReason.NOT_ADMITTED);
  }

  @Test
  void theOneWhoIsMeantIsFoundBehindAnother() {
    await(vertx.deployVerticle(server("meant", 3, "127.0.0.2", name().port())));
    found = new String[] {"127.0.0.1", "127.0.0.2"};

    ConnectAnswer answer = dial(name());

    assertThat(answer.token()).as(answer.detail()).isNotNull();
    assertThat(dial(name()).token()).as("once more").isEqualTo(answer.token());
  }

  private HostAddress name() {
    return new HostAddress(NAME, impostor.listening().port());
  }

  private ConnectAnswer dial(DialTarget target) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    return await(bus.ask(
        bus.addresses().server(asker.serverId()),
        new ServerCommand.Connect(target, deadline),
        20_000,
        ConnectAnswer.class));
  }

  private InetAddress[] addresses() {
    return Arrays.stream(found)
        .map(ip -> new ListenAddress(ip, 0).inetAddress())
        .toArray(InetAddress[]::new);
  }

  private static PeerServerVerticle server(String node, int key, String ip, int port) {
    ServerOptions options = ServerOptions.at(new ListenAddress(ip, port));
    return new PeerServerVerticle(node, options, RawPeer.identity(key));
  }
}
