package io.fencewire;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.RawAleoPeer.Said;
import io.fencewire.api.Blocks;
import io.fencewire.api.JsonCommands;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.NodeType;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.SampleChain;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application that has the chain adds to a node, over real sockets. */
class AleoBlocksTest {
  private static final AleoNetwork TESTNET = AleoNetwork.TESTNET;
  private static final Said USUAL = Said.usual(TESTNET);
  private static final JsonObject EAGER =
      new JsonObject("{\"heartbeat\":{\"interval\":\"50ms\",\"jitter\":0}}");
  private static final BlockLocators FIRST = SampleChain.upTo(0, TESTNET.firstBlock());

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void pingsNameTheBlocksThatAnApplicationTellsOfAndTheFirstAloneWhenItWithdraws()
      throws IOException {
    AleoNode node = new AleoNode(vertx, "alpha", EAGER);
    Blocks blocks = node.network().blocks();
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      assertThat(peer.await(Ping.class).locators()).isEqualTo(FIRST);
      BlockLocators chain = SampleChain.upTo(23_000_000, TESTNET.firstBlock());
      await(blocks.tell(chain));
      awaitPing(peer, chain);
      BlockLocators longer = SampleChain.upTo(23_000_001, TESTNET.firstBlock());
      await(blocks.tell(longer));
      awaitPing(peer, longer);
      await(blocks.withdraw());
      awaitPing(peer, FIRST);
    }
  }

  @Test
  void theListOfPeersHasTheHeightThatAPeersPingsName() throws IOException {
    AleoNode node = new AleoNode(vertx, "alpha", EAGER);
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      node.nextConnection();
      assertThat(height(node)).isNull();
      for (long height : new long[] {1_234_567, 1_234_568}) {
        BlockLocators chain = SampleChain.upTo(height, TESTNET.firstBlock());
        peer.send(new Ping(17, NodeType.CLIENT, chain));
        peer.await(Pong.class);
        assertThat(height(node)).isEqualTo(height);
      }
      JsonObject json =
          await(new JsonCommands(node.network()).execute(new JsonObject().put("do", "peers")));
      assertThat(json.getJsonArray("peers").getJsonObject(0).getLong("height"))
          .isEqualTo(1_234_568);
    }
  }

  private static @Nullable Long height(AleoNode node) {
    return await(node.network().peers()).get(0).height();
  }

  @Test
  void aProverNamesNoneAndSaysSo() throws IOException {
    JsonObject prover =
        EAGER.copy().mergeIn(new JsonObject("{\"network\":{\"nodeType\":\"prover\"}}"), true);
    AleoNode node = new AleoNode(vertx, "alpha", prover);
    try (RawAleoPeer peer = RawAleoPeer.dial(node.listening(), USUAL)) {
      peer.initiate();
      assertThatThrownBy(() -> await(node.network().blocks().tell(FIRST)))
          .hasMessageContaining("Pings of this node name no blocks");
      assertThat(peer.await(Ping.class).locators()).isNull();
    }
  }

  @Test
  void blocksOfAnotherNetworkAreRefused() {
    AleoNode node = new AleoNode(vertx, "alpha", EAGER);
    BlockLocators other = SampleChain.upTo(7, Bytes.parse("ab".repeat(32)));
    assertThatThrownBy(() -> await(node.network().blocks().tell(other)))
        .hasMessageContaining("the block of height 0 is abab")
        .hasMessageContaining(TESTNET.firstBlock() + ", the first one of this network");
  }

  /** Pings that were on their way may still name other blocks; not more than a few are. */
  private static void awaitPing(RawAleoPeer peer, BlockLocators blocks) throws IOException {
    for (int i = 0; i < 20; i++) {
      if (blocks.equals(peer.await(Ping.class).locators())) {
        return;
      }
    }
    throw new AssertionError("20 Pings and none named the blocks up to " + blocks.height());
  }
}
