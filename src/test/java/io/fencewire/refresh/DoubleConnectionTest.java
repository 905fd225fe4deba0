package io.fencewire.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import org.junit.jupiter.api.Test;

/** Peers that two servers of the node hold, until these have settled which connection stays. */
class DoubleConnectionTest {
  private Stage stage = new Stage(Stage.options(1, 3, 5), 1);

  @Test
  void aPeerThatIsConnectedTwiceCountsOnce() {
    stage.live(1);
    stage.live(1);
    stage.live(2);
    stage.hold(2, ConnectionState.PREPARING, false);
    stage.know(3, 4, 5);

    assertThat(stage.tick().dials()).as("up to the target of three").hasSize(1);
  }

  @Test
  void itIsNoSurplus() {
    stage = new Stage(Stage.options(1, 2, 2), 1);
    stage.live(1);
    stage.live(2);
    stage.live(2);

    assertThat(stage.tick().closes()).isEmpty();
  }

  @Test
  void noneOfItsConnectionsIsChosenAsSurplus() {
    stage = new Stage(Stage.options(1, 2, 2), 1);
    ConnectionToken alone = stage.live(1);
    stage.tick();
    stage.tickAfter(1);
    stage.live(2);
    stage.live(2);
    stage.live(3);
    stage.live(3);

    assertThat(stage.tick().closes())
        .as("the only one that nobody else may close")
        .containsExactly(new Plan.Close(alone, CloseReason.SURPLUS));
  }

  @Test
  void noneOfItsConnectionsIsRotatedAway() {
    for (long seed = 0; seed < 20; seed++) {
      stage = new Stage(Stage.options(1, 2, 2), seed);
      stage.live(1);
      stage.live(1);
      ConnectionToken alone = stage.live(2);
      stage.know(3);

      assertThat(stage.tickAfter(101).closes())
          .as("seed %d", seed)
          .containsExactly(new Plan.Close(alone, CloseReason.ROTATION));
    }
  }

  @Test
  void aVictimThatComesBackOnAnotherServerIsNotClosedUntilThatIsSettled() {
    stage = new Stage(Stage.options(0, 1, 2), 1);
    ConnectionToken victim = stage.live(1);
    stage.know(2);
    stage.tick();
    var dials = stage.tickAfter(101).dials();
    assertThat(dials).hasSize(1);
    ConnectionToken again = stage.live(1);
    stage.dialed(Stage.address(2));

    stage.now++;
    assertThat(stage.tickAfter(1).closes()).isEmpty();
    stage.gone(again);
    assertThat(stage.tickAfter(1).closes())
        .containsExactly(new Plan.Close(victim, CloseReason.ROTATION));
  }
}
