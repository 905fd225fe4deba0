package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.peer.ListenAddress;
import io.fencewire.server.ServerOptions.AdmissionLimits;
import io.fencewire.server.ServerOptions.Queues;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the bounds of one node are divided among its servers. */
class LoopSharesTest {
  private static final ServerOptions USUAL = ServerOptions.at(new ListenAddress("127.0.0.1", 4130));

  private static final List<ToIntFunction<ServerOptions>> DIVIDED = List.of(
      ServerOptions::peersMax,
      ServerOptions::inboundMax,
      options -> options.admission().pendingMax(),
      options -> options.admission().attemptsMax(),
      options -> options.queues().totalBytes());

  @Test
  void thePartsOfEveryBoundAddUpToItAndDifferByAtMostOne() {
    Random random = new Random(4);
    for (int round = 0; round < 1_000; round++) {
      ServerOptions whole = draw(random);
      for (ToIntFunction<ServerOptions> bound : DIVIDED) {
        int[] parts = IntStream.range(0, whole.loops())
            .map(loop -> bound.applyAsInt(whole.share(loop)))
            .toArray();
        assertThat(IntStream.of(parts).sum()).as("%s", whole).isEqualTo(bound.applyAsInt(whole));
        int smallest = IntStream.of(parts).min().orElseThrow();
        assertThat(smallest).as("%s", whole).isPositive();
        assertThat(IntStream.of(parts).max().orElseThrow() - smallest).isBetween(0, 1);
      }
    }
  }

  @Test
  void whatHoldsForOneConnectionIsNotDivided() {
    ServerOptions part = USUAL.withLoops(4).share(3);

    assertThat(part.loops()).isEqualTo(1);
    assertThat(part.queues().outboundBytes()).isEqualTo(USUAL.queues().outboundBytes());
    assertThat(part.queues().inboundMessages()).isEqualTo(USUAL.queues().inboundMessages());
    assertThat(part.admission().attemptsWindow()).isEqualTo(USUAL.admission().attemptsWindow());
    assertThat(part.times()).isEqualTo(USUAL.times());
    assertThat(part.listen()).isEqualTo(USUAL.listen());
  }

  @Test
  void oneLoopGetsEverything() {
    assertThat(USUAL.share(0)).isEqualTo(USUAL);
  }

  @Test
  void noneMayBeInboundWhereNoneMayBeInboundAtAll() {
    ServerOptions whole = USUAL.withPeers(4, 0).withLoops(4);

    assertThat(whole.share(2).inboundMax()).isZero();
  }

  @Test
  void moreLoopsThanThereIsToShareIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> USUAL.withPeers(3, 3).withLoops(4))
        .hasMessageContaining("server.loops = 4 is wrong")
        .hasMessageContaining("peers.max = 3")
        .hasMessageContaining("at most 3 loops or a larger peers.max would be right");
    assertThatThrownBy(() -> USUAL.withPeers(9, 3).withLoops(4))
        .hasMessageContaining("peers.inbound = 3");
    assertThatThrownBy(() -> USUAL
            .withAdmission(new AdmissionLimits(32, 1, Duration.ofSeconds(1), false))
            .withLoops(2))
        .hasMessageContaining("server.attempts = 1");
    assertThatThrownBy(() -> USUAL
            .withAdmission(new AdmissionLimits(1, 10, Duration.ofSeconds(1), false))
            .withLoops(2))
        .hasMessageContaining("server.pending = 1");
    assertThatThrownBy(() -> USUAL.withQueues(new Queues(1, 1, 1, 1, 1)).withLoops(2))
        .hasMessageContaining("server.queues = 1");
    assertThatThrownBy(() -> USUAL.withLoops(17)).hasMessageContaining("1 to 16, not 17");
    assertThatThrownBy(() -> USUAL.withLoops(0)).hasMessageContaining("1 to 16, not 0");
  }

  private static ServerOptions draw(Random random) {
    int loops = 1 + random.nextInt(ServerOptions.LOOPS_MAX);
    int peers = loops + random.nextInt(100);
    int inbound = loops + random.nextInt(peers - loops + 1);
    return USUAL
        .withPeers(peers, inbound)
        .withAdmission(new AdmissionLimits(
            loops + random.nextInt(50), loops + random.nextInt(20), Duration.ofSeconds(10), false))
        .withQueues(new Queues(1024, loops + random.nextInt(1 << 20), 1024, 64, 1024))
        .withLoops(loops);
  }
}
