package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.SECOND;
import static io.fencewire.refresh.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.refresh.Rotation.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a rotation begins, with whom, and whether it makes or breaks first. */
class RotationChoiceTest extends RotationStage {
  @Test
  void atTheMaximumItBreaksFirstAndLeavesThePlaceFree() {
    livePeers(5);
    candidates.add(address(9));
    stepAfterAnInterval();
    assertThat(closed).hasSize(1);
    assertThat(dialed).isEmpty();
    gone(closed.get(0));
    step();
    assertThat(phases).containsExactly(Phase.BREAKING, Phase.WAITING);
    assertThat(dialed).isEmpty();
    assertThat(rotation.completedCount()).isEqualTo(1);
  }

  @Test
  void aFullNodeRotatesAfterAQuarterOfTheInterval() {
    livePeers(5);
    candidates.add(address(9));
    stepAfterAnInterval();
    gone(closed.get(0));
    step();
    live(40);
    now += options.interval().toNanos() / 4 + 1;
    step();
    assertThat(closed).hasSize(2);
  }

  @Test
  void aPlaceInPreparationCountsTowardsTheMaximum() {
    livePeers(3);
    hold(10, ConnectionState.PREPARING, false);
    hold(11, ConnectionState.PREPARING, false);
    candidates.add(address(9));
    stepAfterAnInterval();
    assertThat(phases).containsExactly(Phase.BREAKING);
  }

  @Test
  void withNobodyToRotateToItComesDownTowardsTheTarget() {
    livePeers(4);
    stepAfterAnInterval();
    assertThat(closed).hasSize(1);
    gone(closed.get(0));
    step();
    stepAfterAnInterval();
    assertThat(closed).as("never below the target").hasSize(1);
  }

  @Test
  void belowTheTargetItDoesNotRotate() {
    livePeers(2);
    candidates.add(address(9));
    stepAfterAnInterval();
    assertThat(dialed).isEmpty();
    assertThat(closed).isEmpty();
  }

  @Test
  void atTheMinimumItMakesFirst() {
    rotation = newRotation(Stage.options(3, 3, 5), 1);
    livePeers(3);
    candidates.add(address(9));
    stepAfterAnInterval();
    assertThat(dialed).containsExactly(address(9));
    assertThat(closed).isEmpty();
    rotation.dialed(address(9), live(9), now);
    step();
    assertThat(closed).as("with one more than the minimum").hasSize(1);
  }

  @Test
  void atTheMinimumItDoesNotBreakFirst() {
    rotation = newRotation(Stage.options(3, 3, 5), 1);
    livePeers(3);
    hold(10, ConnectionState.PREPARING, false);
    hold(11, ConnectionState.PREPARING, false);
    candidates.add(address(9));
    stepAfterAnInterval();
    assertThat(dialed).isEmpty();
    assertThat(closed).isEmpty();
  }

  @Test
  void aBusyPeerIsNotChosenAndTheRotationWaitsForAnIdleOne() {
    for (int i = 1; i <= 3; i++) {
      hold(i, ConnectionState.LIVE, true);
    }
    candidates.add(address(9));
    stepAfterAnInterval();
    assertThat(dialed).isEmpty();
    held.clear();
    livePeers(3);
    step();
    assertThat(dialed).as("without waiting for another interval").hasSize(1);
  }

  @Test
  void theVictimIsOneOfTheOldestHalf() {
    Set<Integer> victims = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      held.clear();
      closed.clear();
      rotation = newRotation(options, seed);
      List<ConnectionToken> oldest = List.of(live(1), live(2));
      look();
      now += SECOND;
      live(3);
      live(4);
      look();
      stepAfterAnInterval();
      assertThat(closed).as("seed %d", seed).hasSize(1).isSubsetOf(oldest);
      victims.add(oldest.indexOf(closed.get(0)));
    }
    assertThat(victims).as("both of them, over the seeds").containsExactlyInAnyOrder(0, 1);
  }
}
