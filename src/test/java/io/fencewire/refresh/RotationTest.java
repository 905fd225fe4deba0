package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.refresh.Rotation.Phase;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How one rotation goes, and how it ends. */
class RotationTest extends RotationStage {
  @Test
  void theReplacementIsLiveBeforeTheOldConnectionIsClosed() {
    livePeers(3);
    candidates.add(address(9));
    stepAfterAnInterval();
    assertThat(dialed).containsExactly(address(9));
    assertThat(closed).isEmpty();

    step();
    assertThat(closed).as("the dial is not answered yet").isEmpty();

    ConnectionToken replacement = live(9);
    rotation.dialed(address(9), replacement, now);
    step();
    assertThat(closed).hasSize(1).doesNotContain(replacement);

    gone(closed.get(0));
    step();
    assertThat(phases).containsExactly(Phase.DIALING, Phase.CLOSING, Phase.WAITING);
    assertThat(rotation.completedCount()).isEqualTo(1);
  }

  @Test
  void nothingHappensBeforeItsTime() {
    livePeers(3);
    candidates.add(address(9));
    long interval = options.interval().toNanos();
    now += interval;
    step();
    assertThat(dialed).as("the first comes within the first interval").hasSize(1);
    rotation.dialFailed(address(9));
    step();
    assertThat(phase()).as("with no further candidate").isEqualTo(Phase.WAITING);

    candidates.add(address(7));
    now += interval - 1;
    step();
    assertThat(dialed).as("one nanosecond early").hasSize(1);
    now += 1;
    step();
    assertThat(dialed).hasSize(2);
  }

  @Test
  void aFailedDialLeavesTheVictimAloneAndAFewOthersAreTried() {
    livePeers(3);
    for (int i = 0; i < 5; i++) {
      candidates.add(address(20 + i));
    }
    stepAfterAnInterval();
    for (int i = 0; i < 5; i++) {
      rotation.dialFailed(dialed.get(dialed.size() - 1));
      step();
    }
    assertThat(dialed).hasSize(Rotation.TRIES_MAX).doesNotHaveDuplicates();
    assertThat(closed).isEmpty();
    assertThat(phases).containsExactly(Phase.DIALING, Phase.WAITING);
  }

  @Test
  void aVictimThatLeavesByItselfEndsTheRotation() {
    livePeers(4);
    candidates.add(address(9));
    stepAfterAnInterval();
    held.clear();
    livePeers(3);
    step();
    assertThat(phase()).isEqualTo(Phase.WAITING);
    rotation.dialed(address(9), live(9), now);
    step();
    assertThat(closed).isEmpty();
    assertThat(rotation.completedCount()).isZero();
  }

  @Test
  void aReplacementThatIsGoneAgainIsNoReasonToCloseAnybody() {
    livePeers(3);
    candidates.add(address(9));
    stepAfterAnInterval();
    rotation.dialed(address(9), Stage.connection(77, 9).token(), now);
    now++;
    step();
    assertThat(closed).isEmpty();
    assertThat(phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void aViewThatWasAskedForBeforeTheReplacementWasLiveSaysNothingAboutIt() {
    livePeers(3);
    candidates.add(address(9));
    stepAfterAnInterval();
    rotation.dialed(address(9), Stage.connection(77, 9).token(), now + 5);
    step();
    assertThat(phase()).isEqualTo(Phase.DIALING);
  }

  @Test
  void theVictimIsKeptIfOthersLeftMeanwhile() {
    List<ConnectionToken> others = List.of(live(1), live(2), live(3), live(4));
    candidates.add(address(9));
    stepAfterAnInterval();
    rotation.dialed(address(9), live(9), now);
    gone(others.get(2));
    gone(others.get(3)); // the victim is one of the oldest half: of the first two
    step();
    assertThat(closed).isEmpty();
    assertThat(phases).containsExactly(Phase.DIALING, Phase.WAITING);
  }

  @Test
  void aCloseIsRepeatedUntilAViewNoLongerShowsTheVictim() {
    livePeers(3);
    candidates.add(address(9));
    stepAfterAnInterval();
    rotation.dialed(address(9), live(9), now);
    step();
    step();
    step();
    assertThat(closed).hasSize(3);
    assertThat(new HashSet<>(closed)).hasSize(1);
  }

  @Test
  void aCloseIsNotRepeatedOnceTheVictimIsNeeded() {
    livePeers(3);
    candidates.add(address(9));
    stepAfterAnInterval();
    rotation.dialed(address(9), live(9), now);
    step();
    held.removeIf(one -> one.connection().address().equals(address(9)));
    step();
    assertThat(closed).hasSize(1);
    assertThat(phase()).isEqualTo(Phase.WAITING);
  }
}
