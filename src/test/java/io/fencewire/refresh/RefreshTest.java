package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.SECOND;
import static io.fencewire.refresh.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshTest {
  private static final ListenAddress BOOTSTRAP = address(100);
  private static final ListenAddress TRUSTED = address(200);

  private Stage stage = new Stage(Stage.options(1, 3, 5), 1);

  @Test
  void belowTheTargetItDialsAsManyAsAreMissing() {
    stage.live(1);
    stage.know(1, 2, 3, 4, 5);
    assertThat(stage.tick().dials()).hasSize(2).doesNotContain(address(1)).doesNotHaveDuplicates();
  }

  @Test
  void dialsUnderWayAndConnectionsInPreparationCountTowardsTheTarget() {
    stage.hold(1, ConnectionState.PREPARING, false);
    stage.know(2, 3, 4, 5);
    assertThat(stage.tick().dials()).hasSize(2);
    assertThat(stage.tickAfter(1).dials()).isEmpty();
  }

  @Test
  void aDialThatSucceededCountsUntilAViewCanShowIt() {
    stage.live(1);
    stage.live(2);
    stage.know(3, 4);
    DialTarget dialed = stage.tick().dials().get(0);
    ConnectionToken token = Stage.connection(99, dialed.port() - 5000).token();
    stage.refresh.dialed(new DialEnd(dialed, token, null), stage.now + 1);
    assertThat(stage.tick().dials()).as("the view was asked for before").isEmpty();
    assertThat(stage.tickAfter(1).dials()).as("it is gone again").hasSize(1);
  }

  @Test
  void onlySoManyDialsAreUnderWayAtATime() {
    stage = new Stage(Stage.options(1, 30, 50), 1);
    for (int i = 1; i <= 40; i++) {
      stage.know(i);
    }
    assertThat(stage.tick().dials()).hasSize(Dials.IN_FLIGHT_MAX);
    assertThat(stage.tickAfter(1).dials()).isEmpty();
    assertThat(stage.refresh.dialing()).isEqualTo(Dials.IN_FLIGHT_MAX);
  }

  @Test
  void trustedPeersComeFirst() {
    stage = new Stage(Stage.options(1, 1, 5, List.of(BOOTSTRAP), List.of(TRUSTED)), 1);
    stage.know(1, 2, 3);
    assertThat(stage.tick().dials()).containsExactly(TRUSTED);
  }

  @Test
  void aTrustedPeerIsDialledAgainEvenAtTheTarget() {
    stage = new Stage(Stage.options(1, 1, 2, List.of(), List.of(TRUSTED)), 1);
    stage.live(1);
    assertThat(stage.tick().dials()).containsExactly(TRUSTED);
    ConnectionToken token = stage.dialed(TRUSTED);
    assertThat(stage.tickAfter(1).dials()).isEmpty();
    stage.gone(token);
    stage.refresh.ended(token, CloseReason.SOCKET_CLOSED, stage.now);
    assertThat(stage.tickAfter(1).dials()).containsExactly(TRUSTED);
  }

  @Test
  void aTrustedPeerWaitsWhileTheMaximumIsReached() {
    stage = new Stage(Stage.options(1, 1, 2, List.of(), List.of(TRUSTED)), 1);
    stage.live(1);
    stage.live(2);
    assertThat(stage.tick().dials()).isEmpty();
  }

  @Test
  void bootstrapPeersAreSparedWhileTheBookHasSomebody() {
    stage = new Stage(Stage.options(1, 3, 5, List.of(BOOTSTRAP), List.of()), 1);
    stage.live(1);
    stage.know(2);
    assertThat(stage.tick().dials()).containsExactly(address(2));
    assertThat(stage.tickAfter(1).dials()).containsExactly(BOOTSTRAP);
  }

  @Test
  void withoutAnyPeerABootstrapPeerIsDialledInAnyCase() {
    stage = new Stage(Stage.options(1, 2, 5, List.of(BOOTSTRAP), List.of()), 1);
    stage.know(2, 3, 4, 5);
    assertThat(stage.tick().dials()).hasSize(2).contains(BOOTSTRAP);
  }

  @Test
  void aRotationDialsBeforeItClosesAndRestsTheVictim() {
    stage = new Stage(Stage.options(1, 3, 5), 1);
    List<ConnectionToken> tokens = List.of(stage.live(1), stage.live(2), stage.live(3));
    stage.know(4);
    stage.tick();
    Plan plan = stage.tickAfter(101);
    assertThat(plan.dials()).containsExactly(address(4));
    assertThat(plan.closes()).isEmpty();
    stage.dialed(address(4));
    plan = stage.tick();
    assertThat(plan.closes()).hasSize(1);
    ConnectionToken victim = plan.closes().get(0).token();
    assertThat(plan.closes().get(0).reason()).isEqualTo(CloseReason.ROTATION);
    assertThat(tokens).contains(victim);
    stage.held.clear();
    stage.live(4);
    stage.live(5);
    assertThat(stage.tickAfter(150).dials()).hasSize(1).doesNotContain(addressOf(tokens, victim));
  }

  @Test
  void trustedAndBootstrapPeersAreNeverRotatedAway() {
    stage = new Stage(Stage.options(1, 2, 5, List.of(address(1)), List.of(address(2))), 1);
    stage.live(1);
    stage.live(2);
    stage.know(4, 5, 6);
    for (int i = 0; i < 20; i++) {
      Plan plan = stage.tickAfter(101);
      assertThat(plan.dials()).isEmpty();
      assertThat(plan.closes()).isEmpty();
    }
  }

  @Test
  void aPeerReachedByATrustedAddressIsTrustedWhateverAddressItNames() {
    stage = new Stage(Stage.options(1, 1, 2, List.of(), List.of(TRUSTED)), 1);
    stage.tick();
    ConnectionToken token = stage.live(1);
    stage.refresh.dialed(new DialEnd(TRUSTED, token, null), ++stage.now);
    stage.live(2);
    stage.live(3);
    Plan plan = stage.tickAfter(1);
    assertThat(plan.dials()).as("it is connected").doesNotContain(TRUSTED);
    assertThat(plan.closes()).hasSize(1).noneMatch(close -> close.token().equals(token));
  }

  @Test
  void aboveTheMaximumTheNewestGoAndNeverATrustedOne() {
    stage = new Stage(Stage.options(1, 2, 3, List.of(), List.of(TRUSTED)), 1);
    stage.live(1);
    stage.live(2);
    stage.tick();
    stage.now += SECOND;
    ConnectionToken newest = stage.live(3);
    stage.tick();
    stage.now += SECOND;
    stage.live(200);
    assertThat(stage.tick().closes()).containsExactly(new Plan.Close(newest, CloseReason.SURPLUS));
  }

  @Test
  void itAsksOnlyWhenThereIsNobodyToDialAndNotTheSamePeerTooOften() {
    for (int i = 1; i <= 3; i++) {
      stage.live(i);
    }
    stage.know(7);
    assertThat(stage.tick().asks()).as("there is somebody to rotate to").isEmpty();
    stage.refresh.book().forget(address(7));
    List<ConnectionToken> asked = new ArrayList<>(stage.tick().asks());
    assertThat(asked).hasSize(3).doesNotHaveDuplicates();
    assertThat(stage.tickAfter(9).asks()).isEmpty();
    assertThat(stage.tickAfter(1).asks()).hasSize(3);
  }

  @Test
  void itAsksNoMoreThanThreeAtATime() {
    for (int i = 1; i <= 5; i++) {
      stage.live(i);
    }
    assertThat(stage.tick().asks()).hasSize(Exchange.ASKED_MAX);
    assertThat(stage.tickAfter(1).asks()).hasSize(2);
  }

  @Test
  void theBookLearnsWhereItsPeersListen() {
    stage.live(1);
    stage.tick();
    assertThat(stage.refresh.book().isFresh(address(1), stage.now)).isTrue();
  }

  @Test
  void aBookThatWasKeptIsTakenInAsFarAsTheRulesAllow() {
    stage.refresh.load(
        List.of(
            new BookEntry(address(1), "g", 5, 0, null),
            new BookEntry(ListenAddress.parse("0.0.0.0:5"), "g", 5, 0, null)),
        stage.now);
    assertThat(stage.refresh.book().size()).isEqualTo(1);
    assertThat(stage.tick().dials()).containsExactly(address(1));
  }

  private static ListenAddress addressOf(List<ConnectionToken> tokens, ConnectionToken token) {
    return address(tokens.indexOf(token) + 1);
  }
}
