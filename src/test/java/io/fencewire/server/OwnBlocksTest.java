package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Profile;
import io.fencewire.handshake.Protocol;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Ping;
import io.fencewire.wire.SampleChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which blocks Pings name: those an application tells of, and the first alone if none does. */
class OwnBlocksTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int QUEUE = 256 * 1024;
  private static final Bytes FIRST = Bytes.parse("ab".repeat(32));
  private static final Profile ALEO = new Profile(
      "aleo", Protocol.ALEO, Bytes.wrap(new byte[280]), Bytes.wrap(new byte[32]), FIRST);
  private static final BlockLocators ONE = SampleChain.upTo(0, FIRST);
  private static final BlockLocators MANY = SampleChain.upTo(23_000_000, FIRST);

  private final Counters counters = new Counters();
  private final OwnBlocks blocks = blocks(ALEO, NodeType.CLIENT, QUEUE);

  @Test
  void withoutAnApplicationThereIsTheFirstBlockAlone() {
    assertThat(blocks.ping(0)).isEqualTo(new Ping(33, NodeType.CLIENT, ONE));
    assertThat(blocks.height(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 30 * SECOND})
  void aWordIsGoodForSixtySeconds(long now) {
    assertThat(blocks.tell(MANY, now)).isEmpty();
    assertThat(blocks.ping(now + 60 * SECOND - 1).locators()).isEqualTo(MANY);
    assertThat(blocks.height(now + 60 * SECOND - 1)).isEqualTo(23_000_000);
    assertThat(blocks.ping(now + 60 * SECOND).locators()).isEqualTo(ONE);
    assertThat(blocks.height(now + 60 * SECOND)).isZero();
    assertThat(counters.list()).containsEntry("blocks_lapsed", 1L);
  }

  @Test
  void aRepeatedWordIsGoodForAnotherSixtyAndTheLastOneCounts() {
    blocks.tell(MANY, 0);
    BlockLocators next = SampleChain.upTo(120, FIRST);
    blocks.tell(next, 59 * SECOND);
    assertThat(blocks.ping(118 * SECOND).locators()).isEqualTo(next);
    assertThat(blocks.tell(null, 118 * SECOND)).isEmpty();
    assertThat(blocks.ping(118 * SECOND).locators()).isEqualTo(ONE);
    assertThat(counters.list()).as("it was withdrawn").containsEntry("blocks_lapsed", 0L);
  }

  @Test
  void blocksOfAnotherChainAreRefusedAndChangeNothing() {
    blocks.tell(MANY, 0);
    Bytes other = Bytes.parse("cd".repeat(32));
    assertThat(blocks.tell(SampleChain.upTo(5, other), SECOND))
        .isEqualTo("the block of height 0 is %s; %s, the first one of this network, would be right"
            .formatted(other, FIRST));
    assertThat(blocks.ping(SECOND).locators()).isEqualTo(MANY);
    assertThat(blocks.ping(60 * SECOND).locators()).as("told at 0").isEqualTo(ONE);
  }

  @Test
  void whatAPeersQueueCanNotHoldIsRefused() {
    int size = Frame.encode(new Ping(33, NodeType.CLIENT, MANY)).length;
    assertThat(blocks(ALEO, NodeType.CLIENT, size).tell(MANY, 0)).isEmpty();
    assertThat(blocks(ALEO, NodeType.CLIENT, size - 1).tell(MANY, 0))
        .isEqualTo("a Ping with these blocks has %d bytes; at most %d, which server.queue allows,"
                .formatted(size - 4, size - 5)
            + " would be right");
    BlockLocators endless = SampleChain.upTo(300_000_000, FIRST);
    assertThat(blocks(ALEO, NodeType.CLIENT, 1 << 30).tell(endless, 0)).contains("1048576");
  }

  @Test
  void aProverAndAPrivateNetworkNameNone() {
    for (OwnBlocks none : new OwnBlocks[] {
      blocks(ALEO, NodeType.PROVER, QUEUE),
      blocks(Profile.ofPrivate("ours"), NodeType.CLIENT, QUEUE)
    }) {
      assertThat(none.tell(MANY, 0)).contains("name no blocks", "a client of an Aleo network");
      assertThat(none.ping(0).locators()).isNull();
    }
  }

  /** At mainnet's height a Ping has twenty times what the control lane holds. */
  @Test
  void aLongPingGoesOutWithTheDataAndAShortOneWithControl() {
    ServerOptions.Queues queues =
        ServerOptions.at(new ListenAddress("127.0.0.1", 0)).queues();
    OutboundQueue queue = new OutboundQueue(queues, new ByteBudget(queues.totalBytes()));
    byte[] bare = Frame.encode(blocks.ping(0));
    blocks.tell(MANY, 0);
    byte[] full = Frame.encode(blocks.ping(0));
    assertThat(full).hasSizeGreaterThan(20 * queues.controlBytes());
    assertThat(queue.offerPing(full)).isEqualTo(Outcome.WRITTEN);
    assertThat(queue.offerPing(bare)).isEqualTo(Outcome.WRITTEN);
    assertThat(queue.take()).containsExactly(bare, full);
    queue.offerPing(full);
    assertThat(queue.offer(new byte[queues.outboundBytes() - full.length]))
        .as("the first one is in flight")
        .isEqualTo(Outcome.FULL);
  }

  private OwnBlocks blocks(Profile profile, NodeType type, int queue) {
    HandshakeTerms terms =
        HandshakeTerms.of(Ed25519Identity.fromSeed(new byte[32]), profile, 4130, type);
    return new OwnBlocks(terms, queue, counters);
  }
}
