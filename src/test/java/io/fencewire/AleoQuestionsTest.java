package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.RawAleoPeer.Said;
import io.fencewire.api.Blocks;
import io.fencewire.api.PeerNetwork;
import io.fencewire.api.PeerQuestion;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockRequest;
import io.fencewire.wire.BlockResponse;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.PuzzleRequest;
import io.fencewire.wire.PuzzleResponse;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What peers ask reaches an application, and its answers reach them, over real sockets. */
class AleoQuestionsTest {
  private static final Said USUAL = Said.usual(AleoNetwork.TESTNET);

  private final Vertx vertx = Vertx.vertx();
  private final LinkedBlockingQueue<PeerQuestion> asked = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({"17, 11, 0", "33, 3, 0", "33, 12, 12", "33, 21, 21"})
  void aRequestReachesAnApplicationAndItsAnswerThePeerBitForBit(
      long version, int consensus, int written) throws Exception {
    AleoNode node = new AleoNode(vertx, "alpha", new JsonObject());
    Blocks blocks = listen(node.network());
    byte[] body = new byte[200_000];
    new Random(version).nextBytes(body);
    Said said = USUAL.with(version, NodeType.CLIENT);
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), said)) {
      peer.initiate();
      peer.send(new BlockRequest(1_000_000, 1_000_005));
      PeerQuestion.ForBlocks question = next(PeerQuestion.ForBlocks.class);
      assertThat(question.token()).isEqualTo(node.nextConnection().token());
      assertThat(question.peer()).isEqualTo(peer.peerId());
      assertThat(question.start()).isEqualTo(1_000_000);
      assertThat(question.end()).isEqualTo(1_000_005);
      assertThat(question.deadline() - System.nanoTime())
          .isBetween(0L, TimeUnit.SECONDS.toNanos(20));
      assertThat(await(blocks.answer(question, body, consensus))).isEqualTo(Outcome.WRITTEN);
      assertThat(peer.await(BlockResponse.class))
          .isEqualTo(new BlockResponse(1_000_000, 1_000_005, Bytes.of(body), written));
      assertThat(await(blocks.answer(question, body, consensus)))
          .as("a second time")
          .isEqualTo(Outcome.UNSUPPORTED);
    }
  }

  @Test
  void aPuzzleIsAnsweredAsWell() throws Exception {
    AleoNode node = new AleoNode(vertx, "alpha", new JsonObject());
    Blocks blocks = listen(node.network());
    byte[] hash = Bytes.parse("e1".repeat(32)).toArray();
    byte[] header = AleoNetwork.TESTNET.genesis().toArray();
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL.with(17, NodeType.PROVER))) {
      peer.initiate();
      peer.send(new PuzzleRequest());
      PeerQuestion.ForPuzzle question = next(PeerQuestion.ForPuzzle.class);
      assertThatThrownBy(() -> await(blocks.answer(question, hash, hash)))
          .hasMessageContaining("the length of header is 32; 280 would be right");
      assertThat(await(blocks.answer(question, hash, header))).isEqualTo(Outcome.WRITTEN);
      assertThat(peer.await(PuzzleResponse.class))
          .isEqualTo(new PuzzleResponse(Bytes.of(hash), Bytes.of(header)));
    }
  }

  @Test
  void anAnswerToAConnectionThatIsOverIsStaleAndItsSuccessorFeelsNothing() throws Exception {
    AleoNode node = new AleoNode(vertx, "alpha", new JsonObject());
    Blocks blocks = listen(node.network());
    PeerQuestion.ForBlocks early;
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      peer.send(new BlockRequest(5, 6));
      early = next(PeerQuestion.ForBlocks.class);
    }
    node.nextEnd();
    try (RawAleoPeer again = RawAleoPeer.dial(node.listening(), USUAL)) {
      again.initiate();
      again.send(new BlockRequest(5, 6));
      PeerQuestion.ForBlocks late = next(PeerQuestion.ForBlocks.class);
      assertThat(await(blocks.answer(early, new byte[] {1}, 1))).isEqualTo(Outcome.STALE);
      assertThat(await(blocks.answer(late, new byte[] {2}, 1))).isEqualTo(Outcome.WRITTEN);
      assertThat(again.await(BlockResponse.class).blocks()).isEqualTo(Bytes.parse("02"));
    }
  }

  @Test
  void withoutAnApplicationOrAnAnswerNothingIsSentAndNothingEnds() throws Exception {
    AleoNode node = new AleoNode(vertx, "alpha", new JsonObject());
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      askAndPing(peer, 1);
      PeerNetwork.Subscription subscription = node.network().blocks().onQuestion(asked::add);
      askAndPing(peer, 2);
      assertThat(next(PeerQuestion.ForBlocks.class).start()).isEqualTo(2);
      await(subscription.cancel());
      askAndPing(peer, 3);
    }
    node.nextConnection();
    node.nextEnd();
    assertThat(asked).isEmpty();
  }

  @Test
  void aFloodOfRequestsIsBoundedAndHarmsNobody() throws Exception {
    AleoNode node = new AleoNode(vertx, "alpha", new JsonObject());
    Blocks blocks = listen(node.network());
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      for (int i = 1; i <= 2_000; i++) {
        peer.send(new BlockRequest(i, i + 1));
        peer.send(new BlockRequest(i, i + 100));
        peer.send(new PuzzleRequest());
      }
      awaitPong(peer);
      PeerQuestion.ForBlocks first = next(PeerQuestion.ForBlocks.class);
      assertThat(await(blocks.answer(first, new byte[] {1}, 1))).isEqualTo(Outcome.WRITTEN);
      peer.await(BlockResponse.class);
      assertThat(asked).as("16 requests for blocks and one for the puzzle").hasSize(16);
      assertThat(await(node.network().peers())).hasSize(1);
    }
  }

  @Test
  void anApplicationInAnotherJvmIsAskedAndAnswersToo() throws Exception {
    try (TestCluster cluster = new TestCluster()) {
      AleoNode node = new AleoNode(cluster.join(), "alpha", new JsonObject());
      Blocks blocks = listen(PeerNetwork.of(cluster.join(), "alpha"));
      try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
        peer.initiate();
        PeerQuestion.ForBlocks question = null;
        for (int i = 1; i <= 200 && question == null; i++) { // until the cluster knows who listens
          peer.send(new BlockRequest(i, i + 1));
          question = (PeerQuestion.ForBlocks) asked.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(question).isNotNull();
        assertThat(await(blocks.answer(question, new byte[] {9}, 1))).isEqualTo(Outcome.WRITTEN);
        assertThat(peer.await(BlockResponse.class).start()).isEqualTo(question.start());
      }
    }
  }

  private Blocks listen(PeerNetwork network) {
    network.blocks().onQuestion(asked::add);
    return network.blocks();
  }

  private <T extends PeerQuestion> T next(Class<T> type) throws InterruptedException {
    return type.cast(asked.poll(20, TimeUnit.SECONDS));
  }

  /** No answer comes before the Pong, nor an end. */
  private static void askAndPing(RawAleoPeer peer, long height) throws IOException {
    peer.send(new BlockRequest(height, height + 1));
    awaitPong(peer);
  }

  private static void awaitPong(RawAleoPeer peer) throws IOException {
    peer.send(new Ping(17, NodeType.CLIENT, null));
    Message message;
    do {
      message = peer.next();
      assertThat(message).isNotInstanceOfAny(BlockResponse.class, PuzzleResponse.class);
    } while (!(message instanceof Pong));
  }
}
