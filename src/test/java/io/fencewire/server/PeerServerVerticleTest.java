package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.Ear;
import io.fencewire.RawPeer;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.Publish;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server on real sockets, against a peer that knows nothing but the protocol. */
class PeerServerVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "node");
  private final PeerServerVerticle server = new PeerServerVerticle(
      "node",
      impatient(ServerOptions.at(new ListenAddress("127.0.0.1", 0))),
      Ed25519Identity.fromSeed(new byte[32]));
  private Ear events;
  private Ear gossip;

  @BeforeEach
  void start() {
    events = Ear.at(bus, bus.addresses().events());
    gossip = Ear.asRole(vertx, bus, Role.GOSSIP);
    await(vertx.deployVerticle(server));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void aPeerWithoutExtensionsConnectsIsAnsweredAndIsHeard() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      peer.shakeHands();
      PeerConnection connection = events.next(PeerEvent.Connected.class).connection();
      assertThat(connection.peer()).isEqualTo(peer.peerId());
      assertThat(connection.address()).isEqualTo(new ListenAddress("127.0.0.1", 4130));
      assertThat(connection.traits().hasExtensions()).isFalse();

      peer.send(new Ping(17, NodeType.CLIENT, null));
      assertThat(peer.next(Pong.class)).isEqualTo(new Pong(Pong.Fork.NO_FORK));
      UnconfirmedSolution solution = new UnconfirmedSolution(5, Bytes.wrap(new byte[80]));
      peer.send(solution);
      assertThat(gossip.next(RoleMessage.Received.class).message()).isEqualTo(solution);
      assertThat(outcome(connection, new Publish("t", Bytes.EMPTY))).isEqualTo(Outcome.UNSUPPORTED);
      assertThat(outcome(connection, solution)).isEqualTo(Outcome.WRITTEN);
      assertThat(peer.next(UnconfirmedSolution.class)).isEqualTo(solution);
    }
    PeerEvent.Disconnected end = events.next(PeerEvent.Disconnected.class);
    assertThat(end.reason()).isEqualTo(CloseReason.SOCKET_CLOSED);
    assertThat(end.origin()).isEqualTo(CloseOrigin.SOCKET);
  }

  @Test
  void whatIsSentInOneWriteWithTheEndOfTheHandshakeIsNotLost() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      Publish item = new Publish("t", Bytes.parse("0102"));
      peer.send(peer.challenge(1), new NoncePing(9), item);

      assertThat(peer.next(Verdict.class).accepted()).isTrue();
      assertThat(peer.next(NoncePong.class).nonce()).isEqualTo(9);
      assertThat(gossip.next(RoleMessage.Received.class).message()).isEqualTo(item);
    }
  }

  @Test
  void aHandshakeThatComesByteByByteIsAsGoodAsAnyOther() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      peer.trickle(Frame.encode(peer.challenge(0)));

      assertThat(events.next(PeerEvent.Connected.class).connection().peer())
          .isEqualTo(peer.peerId());
    }
  }

  @Test
  void aWrongSignatureIsToldAndLeavesNothingBehind() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      var good = peer.challenge(0);
      byte[] signature = good.signature().toArray();
      signature[5] ^= 1;
      peer.send(new ChallengeResponse(
          good.genesis(), good.restrictionsId(), Bytes.wrap(signature), good.nonce()));

      assertThat(peer.next(Disconnect.class).code()).isEqualTo(1);
      assertThat(peer.isEnded()).isTrue();
    }
    assertThat(stats().gauges()).containsEntry("held", 0L);
  }

  @Test
  void anOldVersionIsToldSo() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      peer.send(new ChallengeRequest(16, 4130, NodeType.CLIENT, peer.peerId(), 1));

      assertThat(peer.next(Disconnect.class).code()).isEqualTo(6);
    }
  }

  @Test
  void junkIsCutOffWithoutAWord() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      peer.trickle(new byte[] {0x47, 0x45, 0x54, 0x20, 0x2f, 0x20});

      assertThat(peer.isEnded()).isTrue();
    }
  }

  @Test
  void drainingTellsEveryPeerAndLeavesNoSocketOrTimer() throws IOException {
    Future<Answer> drained;
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      peer.shakeHands();
      events.next(PeerEvent.Connected.class);

      drained = ask(new ServerCommand.Drain(), Answer.class);
      assertThat(peer.next(Disconnect.class).code()).isEqualTo(9);
    }
    await(drained);
    assertThat(stats().gauges())
        .containsEntry("connections", 0L)
        .containsEntry("sockets", 0L)
        .containsEntry("timers", 0L)
        .containsEntry("queued_bytes", 0L);
    assertThat(stats().counters()).containsEntry("closes.shutdown", 1L);
  }

  @Test
  void aPeerThatReadsNothingIsCutOffWhenItsGraceIsOverAndItsSocketIsGone() throws IOException {
    try (RawPeer peer = RawPeer.dial(server.listening(), 7)) {
      peer.shakeHands();
      PeerConnection connection = events.next(PeerEvent.Connected.class).connection();
      UnconfirmedSolution item = new UnconfirmedSolution(1, Bytes.wrap(new byte[100_000]));
      Outcome outcome = Outcome.WRITTEN;
      for (int i = 0; i < 10_000 && outcome == Outcome.WRITTEN; i++) {
        outcome = outcome(connection, item);
      }
      assertThat(outcome).isEqualTo(Outcome.FULL);

      PeerEvent.Disconnected end = events.next(PeerEvent.Disconnected.class);
      assertThat(end.reason()).isEqualTo(CloseReason.STALLED);
      await(ask(new ServerCommand.Drain(), Answer.class));
      assertThat(stats().gauges()).containsEntry("sockets", 0L).containsEntry("queued_bytes", 0L);
    }
  }

  @Test
  void aDialToNobodyIsAnsweredWithAReason() throws IOException {
    ListenAddress nobody;
    try (var free = new ServerSocket(0)) {
      nobody = new ListenAddress("127.0.0.1", free.getLocalPort());
    }
    ConnectAnswer answer = await(ask(connect(nobody), ConnectAnswer.class));

    assertThat(answer.token()).isNull();
    assertThat(answer.refusal()).isEqualTo(CloseReason.DIAL_FAILED);
    assertThat(answer.detail()).isNotEmpty();
  }

  @Test
  void dialingOurselvesIsRefused() {
    ConnectAnswer answer = await(ask(connect(server.listening()), ConnectAnswer.class));

    assertThat(answer.refusal()).isEqualTo(CloseReason.SELF_CONNECTION);
  }

  @Test
  void aDialOrABanThatComesTooLateIsNotCarriedOut() {
    long past = System.nanoTime() - 1;
    PeerId peer = PeerId.of(new byte[32]);

    var dial = new ServerCommand.Connect(new ListenAddress("127.0.0.1", 4130), past);
    assertThat(await(ask(dial, ConnectAnswer.class)).outcome()).isEqualTo(Outcome.EXPIRED);
    Answer ban = await(ask(new ServerCommand.Ban(peer, 1_000, past), Answer.class));
    assertThat(ban.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(stats().counters()).containsEntry("dialled", 0L);
  }

  @Test
  void aTextOnTheServersAddressIsRefusedAndCounted() {
    String address = bus.addresses().server(server.serverId());
    assertThatThrownBy(() -> await(vertx.eventBus().request(address, "close everything")))
        .hasMessageContaining("String was sent");
    assertThat(stats().counters()).containsEntry("bus.refused", 1L);
  }

  private static ServerCommand connect(ListenAddress address) {
    return new ServerCommand.Connect(address, System.nanoTime() + 5_000_000_000L);
  }

  private static ServerOptions impatient(ServerOptions options) {
    ServerOptions.Times usual = options.times();
    return options.withTimes(new ServerOptions.Times(
        usual.dial(),
        usual.handshake(),
        usual.prepare(),
        usual.probe(),
        usual.silence(),
        Duration.ofSeconds(1),
        usual.flush(),
        usual.snapshot()));
  }

  private Outcome outcome(PeerConnection connection, Message message) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    return await(ask(
            new ServerCommand.Send(connection.token(), Lease.NONE, deadline, message),
            Answer.class))
        .outcome();
  }

  private ServerStats stats() {
    return await(ask(new ServerCommand.AskStats(), ServerStats.class));
  }

  private <T extends BusRecord> Future<T> ask(ServerCommand command, Class<T> answer) {
    return bus.ask(bus.addresses().server(server.serverId()), command, 20_000, answer);
  }
}
