package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.RawAleoPeer.Said;
import io.fencewire.api.Blocks;
import io.fencewire.api.Judgement;
import io.fencewire.api.PeerQuestion;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Message;
import io.fencewire.wire.MessageType;
import io.fencewire.wire.SampleChain;
import io.fencewire.wire.UnconfirmedTransaction;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes of an Aleo network among each other and among snarkOS nodes: gossip, rotation, every byte. */
class AleoNodesTest {
  private static final Bytes ID = Bytes.parse("ab".repeat(32));
  private static final Bytes REST = Bytes.parse("c0ffee");

  private final Vertx vertx = Vertx.vertx();
  private final List<RawAleoHost> hosts = new ArrayList<>();
  private final LinkedBlockingQueue<Disconnect> goodbyes = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() throws IOException {
    await(vertx.close());
    for (RawAleoHost host : hosts) {
      host.close();
    }
  }

  @Test
  void twoNodesOfOursMeetThereWithoutExtensions() throws InterruptedException {
    AleoNode alpha = new AleoNode(vertx, "alpha", new JsonObject());
    AleoNode beta = new AleoNode(vertx, "beta", new JsonObject());
    LinkedBlockingQueue<Bytes> delivered = new LinkedBlockingQueue<>();
    subscribe(beta, delivered);
    await(alpha.network().connect(beta.listening().toString()));
    assertThat(alpha.nextConnection().peer()).isEqualTo(beta.identity().peerId());
    assertThat(beta.nextConnection().traits().hasExtensions()).isFalse();

    Bytes body = Bytes.parse(ID.toString() + REST);
    await(alpha.network().publish("transactions", body.toArray()));
    assertThat(delivered.poll(20, TimeUnit.SECONDS)).isEqualTo(body);
  }

  @Test
  void whatNobodyHasJudgedIsDeliveredAndNotPassedOn() throws IOException, InterruptedException {
    AleoNode alpha = new AleoNode(vertx, "alpha", new JsonObject());
    LinkedBlockingQueue<Bytes> delivered = new LinkedBlockingQueue<>();
    subscribe(alpha, delivered);
    Said said = Said.usual(AleoNetwork.TESTNET);
    Said other = Said.usual(AleoNetwork.TESTNET);
    try (RawAleoPeer source = RawAleoPeer.dial(alpha.listening(), said);
        RawAleoPeer target = RawAleoPeer.dial(alpha.listening(), other)) {
      source.initiate();
      target.initiate();
      alpha.nextConnection();
      alpha.nextConnection();
      source.send(new UnconfirmedTransaction(ID, REST));
      assertThat(delivered.poll(20, TimeUnit.SECONDS)).isNotNull();

      alpha.network().validate("transactions", item -> Future.succeededFuture(Judgement.ACCEPT));
      UnconfirmedTransaction judged =
          new UnconfirmedTransaction(Bytes.parse("cd".repeat(32)), REST);
      source.send(judged);
      assertThat(target.await(UnconfirmedTransaction.class)).isEqualTo(judged);
    }
  }

  /** With gossip, rotation and an application, of all bytes that they are sent none is of an extension. */
  @Test
  void noExtensionIsEverWrittenToASnarkOsNode() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      Said said = Said.usual(AleoNetwork.TESTNET).with(33, NodeType.CLIENT);
      hosts.add(new RawAleoHost(said, this::addresses, this::heard));
    }
    AleoNode alpha = new AleoNode(vertx, "alpha", lively());
    haveBlocks(alpha.network().blocks());
    Set<CloseReason> ends = EnumSet.noneOf(CloseReason.class);
    for (int i = 0; i < 4; i++) {
      Bytes body = Bytes.parse("%02x".formatted(i).repeat(32) + REST);
      await(alpha.network().publish("transactions", body.toArray()));
      await(alpha.network().publish("solutions", body.toArray()));
      Future<Boolean> news =
          alpha.network().publish("news", body.toArray()).map(id -> true).otherwise(false);
      assertThat(await(news).booleanValue()).isFalse();
      Disconnect end = goodbyes.poll(30, TimeUnit.SECONDS);
      assertThat(end).as("rotation %d", i).isNotNull();
      ends.add(CloseReason.ofCode(end.code()));
    }
    assertThat(ends).containsExactly(CloseReason.ROTATION);
    Set<MessageType> types = EnumSet.noneOf(MessageType.class);
    for (RawAleoHost host : hosts) {
      for (byte[] recording : host.recordings()) {
        types.addAll(typesIn(recording));
      }
    }
    assertThat(types).noneMatch(MessageType::isExtension);
    assertThat(types)
        .contains(
            MessageType.PING,
            MessageType.UNCONFIRMED_TRANSACTION,
            MessageType.UNCONFIRMED_SOLUTION,
            MessageType.BLOCK_RESPONSE,
            MessageType.PUZZLE_RESPONSE,
            MessageType.DISCONNECT);
  }

  private static void haveBlocks(Blocks blocks) {
    blocks.onQuestion(question -> {
      if (question instanceof PeerQuestion.ForBlocks asked) {
        blocks.answer(asked, new byte[300], 21);
      } else if (question instanceof PeerQuestion.ForPuzzle asked) {
        blocks.answer(asked, new byte[32], new byte[280]);
      }
    });
    await(blocks.tell(SampleChain.upTo(20_000, AleoNetwork.TESTNET.firstBlock())));
  }

  private void heard(Message message) {
    if (message instanceof Disconnect goodbye) {
      goodbyes.add(goodbye);
    }
  }

  private List<ListenAddress> addresses() {
    return hosts.stream().map(RawAleoHost::address).toList();
  }

  private JsonObject lively() {
    JsonArray bootstrap = new JsonArray().add(addresses().get(0).toString());
    return new JsonObject()
        .put("heartbeat", new JsonObject().put("interval", "50ms"))
        .put("refresh", new JsonObject().put("interval", "200ms"))
        .put("peers", new JsonObject().put("min", 1).put("target", 2).put("bootstrap", bootstrap));
  }

  private static void subscribe(AleoNode node, LinkedBlockingQueue<Bytes> delivered) {
    node.network().subscribe("transactions", item -> delivered.add(item.body()));
  }

  /** Reads frames by hand; the last may be cut off. */
  private static Set<MessageType> typesIn(byte[] recording) {
    Set<MessageType> types = EnumSet.noneOf(MessageType.class);
    ByteBuffer in = ByteBuffer.wrap(recording).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= 6) {
      int length = in.getInt();
      types.add(MessageType.ofId(Short.toUnsignedInt(in.getShort(in.position()))));
      in.position(Math.min(in.limit(), in.position() + length));
    }
    return types;
  }
}
