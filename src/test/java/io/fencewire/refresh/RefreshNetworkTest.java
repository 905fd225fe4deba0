package io.fencewire.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks of real refreshers, over many seeds; a failure names the seed to replay. */
class RefreshNetworkTest {
  private static final RefreshOptions SMALL = ToyNetwork.range(2, 3, 4);
  private static final RefreshOptions LARGE = ToyNetwork.range(4, 6, 10);
  private static final int A_FEW_TICKS = 4;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void fiveNodesFindEachOtherStayInRangeAndKeepRotating(double newsLost) {
    for (long seed = 0; seed < 40; seed++) {
      ToyNetwork network = new ToyNetwork(5, SMALL, newsLost, seed);
      network.run(8);
      requireRotatingWithinRange(network, SMALL, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void twentyNodesFindEachOtherStayInRangeAndKeepRotating(double newsLost) {
    for (long seed = 0; seed < 10; seed++) {
      ToyNetwork network = new ToyNetwork(20, LARGE, newsLost, seed);
      network.run(20);
      requireRotatingWithinRange(network, LARGE, seed);
      assertThat(network.meanPeers()).as("seed %d: mean peers", seed).isBetween(6.0, 9.0);
    }
  }

  @Test
  void theOthersGoOnWhenTheBootstrapNodeDies() {
    for (long seed = 0; seed < 10; seed++) {
      ToyNetwork network = new ToyNetwork(20, LARGE, 0.1, seed);
      network.run(20);
      network.kill(0);
      network.run(4);
      requireRotatingWithinRange(network, LARGE, seed);
    }
  }

  @Test
  void whereThereIsSomebodyElseARotatedPeerIsNotDialledForTwoIntervals() {
    for (long seed = 0; seed < 10; seed++) {
      ToyNetwork network = new ToyNetwork(20, LARGE, 0, seed);
      network.run(20);
      long before = network.redialsTooEarly();
      network.run(20);
      assertThat(network.redialsTooEarly() - before).as("seed %d", seed).isZero();
    }
  }

  private static void requireRotatingWithinRange(
      ToyNetwork network, RefreshOptions range, long seed) {
    network.settle();
    long rotations = network.count("rotations");
    network.run(20);
    assertThat(network.longestBelowMinTicks())
        .as("seed %d: ticks below the minimum, now %s", seed, network.peerCounts())
        .isLessThanOrEqualTo(A_FEW_TICKS);
    assertThat(network.mostPeers()).as("seed %d", seed).isLessThanOrEqualTo(range.peersMax());
    assertThat(network.count("rotations") - rotations)
        .as("seed %d: rotations in twenty intervals", seed)
        .isGreaterThanOrEqualTo(10);
  }
}
