package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.RawAleoPeer.Said;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.BlockRequest;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.PuzzleRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node of an Aleo network and a snarkOS node, as far as its description goes, over real sockets. */
class AleoPeerTest {
  private static final AleoNetwork TESTNET = AleoNetwork.TESTNET;
  private static final Said USUAL = Said.usual(TESTNET);

  private final Vertx vertx = Vertx.vertx();
  private AleoNode node;

  @BeforeEach
  void start() {
    node = new AleoNode(
        vertx, "alpha", new JsonObject("{\"heartbeat\":{\"interval\":\"100ms\",\"jitter\":0}}"));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({"17, CLIENT", "32, CLIENT", "17, PROVER", "32, VALIDATOR", "33, BOOTSTRAP_CLIENT"})
  void whoeverDialsIsAPeerWhateverItsTypeAndVersion(long version, NodeType type)
      throws IOException {
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL.with(version, type))) {
      ChallengeRequest self = peer.initiate();
      assertThat(self.version()).isEqualTo(33);
      assertThat(self.nodeType()).isEqualTo(NodeType.CLIENT);
      assertThat(self.address()).isEqualTo(node.identity().peerId());
      assertThat(self.listenPort()).isEqualTo(node.listening().port());
      PeerConnection connection = node.nextConnection();
      assertThat(connection.peer()).isEqualTo(peer.peerId());
      assertThat(connection.traits().nodeType()).isEqualTo(type);
      assertThat(connection.traits().version()).isEqualTo(version);
      assertThat(connection.traits().hasExtensions()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"17", "32"})
  void whoeverIsDialledIsAPeerToo(long version) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Future<ConnectionToken> dialled = dial(listener);
      try (RawAleoPeer peer =
          RawAleoPeer.accept(listener, USUAL.with(version, NodeType.VALIDATOR))) {
        assertThat(peer.respond().address()).isEqualTo(node.identity().peerId());
        await(dialled);
        assertThat(node.nextConnection().peer()).isEqualTo(peer.peerId());
      }
    }
  }

  @Test
  void whoeverLetsNobodyInTellsNoPort() throws IOException {
    AleoNode closed = new AleoNode(vertx, "beta", new JsonObject("{\"peers\":{\"inbound\":0}}"));
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var dialled = closed.network().connect("127.0.0.1:" + listener.getLocalPort());
      try (RawAleoPeer peer = RawAleoPeer.accept(listener, USUAL)) {
        assertThat(peer.respond().listenPort()).isZero();
        await(dialled);
      }
    }
  }

  @Test
  void aPingSaysThatWeHaveTheFirstBlockAndIsAnsweredWithoutFork() throws IOException {
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      Ping first = peer.await(Ping.class);
      assertThat(first.version()).isEqualTo(33);
      assertThat(first.nodeType()).isEqualTo(NodeType.CLIENT);
      var locators = Objects.requireNonNull(first.locators());
      assertThat(locators.recents())
          .isEqualTo(locators.checkpoints())
          .singleElement()
          .satisfies(only -> {
            assertThat(only.height()).isZero();
            assertThat(only.hash()).isEqualTo(TESTNET.firstBlock());
          });
      peer.send(new Pong(Pong.Fork.NO_FORK));
      peer.await(Ping.class);
      peer.send(new Ping(17, NodeType.CLIENT, locators));
      assertThat(peer.await(Pong.class).fork()).isEqualTo(Pong.Fork.NO_FORK);
    }
  }

  @Test
  void whatIsAskedForAndNotToBeHadCostsNothing() throws IOException {
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      peer.send(new BlockRequest(1, 5));
      peer.send(new PuzzleRequest());
      peer.send(new Ping(17, NodeType.CLIENT, null));
      peer.await(Pong.class);
    }
  }

  @Test
  void aReasonOfLaterVersionsEndsTheConnectionAndNothingElse() throws IOException {
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      node.nextConnection();
      peer.send(Bytes.parse("05000000" + "0400" + "5a" + "0102").toArray());
      var end = node.nextEnd();
      assertThat(end.reason()).isEqualTo(CloseReason.NO_REASON_GIVEN);
      assertThat(end.origin()).isEqualTo(CloseOrigin.PEER);
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 6", "0, 6"})
  void anOldVersionIsToldSo(long version, int code) throws IOException {
    try (RawAleoPeer peer =
        RawAleoPeer.dial(node.listening(), USUAL.with(version, NodeType.CLIENT))) {
      peer.sendRequest();
      assertThat(peer.next(Disconnect.class).code()).isEqualTo(code);
      assertThat(peer.isEnded()).isTrue();
    }
  }

  @Test
  void ourOwnAddressIsToldSoAndWhatIsNoAddressIsCutOff() throws IOException {
    try (RawAleoPeer peer =
        RawAleoPeer.dial(node.listening(), USUAL.claiming(node.identity().peerId()))) {
      peer.sendRequest();
      assertThat(peer.next(Disconnect.class).code()).isEqualTo(15);
    }
    byte[] beyond = USUAL.address().toBytes();
    beyond[31] = (byte) 0xff;
    PeerId none = PeerId.of(beyond);
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL.claiming(none))) {
      peer.sendRequest();
      assertThat(peer.isEnded()).isTrue();
    }
  }

  @Test
  void anotherNetworkAndAWrongSignatureAreRefusedFromBothEnds() throws IOException {
    byte[] header = TESTNET.genesis().toArray();
    header[279] ^= 1;
    Bytes nothing = Bytes.wrap(new byte[32]);
    refuses(USUAL.with(AleoNetwork.MAINNET.genesis(), TESTNET.restrictionsId()), true);
    refuses(USUAL.with(Bytes.of(header), TESTNET.restrictionsId()), true);
    refuses(USUAL.with(TESTNET.genesis(), nothing), true);
    refuses(USUAL.claiming(RawAleoPeer.account().peerId()), true);
    refuses(USUAL.with(TESTNET.genesis(), nothing).with(17, NodeType.PROVER), false);
  }

  /** This peer is refused as dialler and as dialled, or accepted as both. */
  private void refuses(Said said, boolean refused) throws IOException {
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), said)) {
      peer.initiate();
      judged(peer, refused);
    }
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Future<ConnectionToken> dialled = dial(listener);
      try (RawAleoPeer peer = RawAleoPeer.accept(listener, said)) {
        peer.send(peer.answer(peer.next(ChallengeRequest.class)));
        peer.sendRequest();
        if (refused) {
          assertThat(peer.next(Disconnect.class).code()).isEqualTo(1);
        } else {
          peer.next(ChallengeResponse.class);
          judged(peer, false);
        }
      }
      assertThat(dialled.transform(end -> Future.succeededFuture(end.succeeded())))
          .satisfies(end -> assertThat(await(end)).isEqualTo(!refused));
    }
  }

  private static void judged(RawAleoPeer peer, boolean refused) throws IOException {
    if (refused) {
      assertThat(peer.next(Disconnect.class).code()).isEqualTo(1);
      assertThat(peer.isEnded()).isTrue();
    } else {
      peer.await(Ping.class);
    }
  }

  private Future<ConnectionToken> dial(ServerSocket listener) {
    return node.network()
        .connect(new ListenAddress("127.0.0.1", listener.getLocalPort()).toString());
  }
}
