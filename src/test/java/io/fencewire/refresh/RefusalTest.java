package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.SECOND;
import static io.fencewire.refresh.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from a dial that was refused, and from a connection that ended. */
class RefusalTest {
  private static final ListenAddress BOOTSTRAP = address(100);
  private static final ListenAddress TRUSTED = address(200);

  private Stage stage = new Stage(Stage.options(1, 3, 5), 1);

  @Test
  void anAddressThatIsOurOwnIsNeverDialledAgain() {
    stage.know(2);
    assertThat(stage.tick().dials()).containsExactly(address(2));
    end(address(2), CloseReason.SELF_CONNECTION);
    stage.know(2);
    assertThat(stage.tickAfter(1000).dials()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseReason.class,
      names = {"ALREADY_CONNECTED", "TIE_BREAK", "SURPLUS", "SHUTDOWN", "PENDING_FULL"})
  void aPeerThatIsThereIsNotBlamedForARefusal(CloseReason reason) {
    stage.live(1);
    stage.know(2);
    for (int i = 0; i < 50; i++) {
      assertThat(stage.tickAfter(200).dials()).containsExactly(address(2));
      end(address(2), reason);
      assertThat(stage.tick().dials()).as("not at once").isEmpty();
    }
    assertThat(stage.refresh.counters()).containsEntry("dial_failures", 50L);
  }

  /** As the second server of a node whose first one holds the connection. */
  @Test
  void anotherAddressOfAPeerIsAskedEverLessOftenUntilAConnectionEnds() {
    ConnectionToken token = stage.live(1);
    stage.know(2);
    int dials = 0;
    for (int second = 0; second < 1_000; second++) {
      dials += dialIsRefused() ? 1 : 0;
    }
    assertThat(dials).isBetween(8, 40);
    while (!dialIsRefused()) {
      // until it has just been asked
    }
    stage.gone(token);
    stage.refresh.ended(token, CloseReason.SOCKET_CLOSED, stage.now);
    assertThat(stage.tick().dials()).containsExactly(address(2));
  }

  /** A connection that gives way to another says nothing new. */
  @Test
  void theEndOfTheWeakerOfTwoConnectionsIsNoSuchEnd() {
    stage.live(1);
    ConnectionToken weaker = stage.live(1);
    stage.know(2);
    for (int second = 0; second < 100; second++) {
      dialIsRefused();
    }
    while (!dialIsRefused()) {
      // until it has just been asked
    }
    stage.gone(weaker);
    stage.refresh.ended(weaker, CloseReason.TIE_BREAK, stage.now);
    assertThat(stage.tick().dials()).isEmpty();
  }

  private boolean dialIsRefused() {
    boolean dialled = stage.tickAfter(1).dials().contains(address(2));
    if (dialled) {
      end(address(2), CloseReason.ALREADY_CONNECTED);
    }
    return dialled;
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseReason.class,
      names = {"DIAL_FAILED", "DIAL_TIMEOUT", "OTHER_NETWORK", "BANNED"})
  void anAddressThatFailsTimeAndAgainIsStruckOut(CloseReason reason) {
    stage.live(1);
    stage.know(2);
    int tries = 0;
    while (tries < 50 && !stage.tickAfter(601).dials().isEmpty()) {
      end(address(2), reason);
      tries++;
    }
    assertThat(tries).isEqualTo(AddressBook.FAILURES_MAX);
  }

  @Test
  void whoDoesNotAdmitUsIsLeftAloneForFiveMinutesAndStruckOutInTheEnd() {
    CloseReason reason = CloseReason.NOT_ADMITTED;
    stage.know(2);
    assertThat(stage.tick().dials()).containsExactly(address(2));
    end(address(2), reason);
    assertThat(stage.tickAfter(299).dials()).as("not even below the minimum").isEmpty();

    stage.live(1);
    int tries = 0;
    while (tries < 50 && !stage.tickAfter(600).dials().isEmpty()) {
      end(address(2), reason);
      tries++;
    }
    assertThat(tries).isEqualTo(AddressBook.FAILURES_MAX);
  }

  @Test
  void whoFellOffTheListIsLeftAlone() {
    stage.live(1);
    ConnectionToken token = stage.live(2);
    stage.tick();
    stage.gone(token);
    stage.refresh.ended(token, CloseReason.NOT_ADMITTED, stage.now);

    assertThat(stage.tickAfter(299).dials()).isEmpty();
    assertThat(stage.tickAfter(601).dials()).containsExactly(address(2));
  }

  @Test
  void nobodyIsBlamedWhileOurOwnNetworkMayBeTheOneThatIsDown() {
    stage.know(2);
    for (int i = 0; i < 50; i++) {
      assertThat(stage.tickAfter(601).dials()).containsExactly(address(2));
      end(address(2), CloseReason.DIAL_FAILED);
    }
  }

  @Test
  void bootstrapAndTrustedPeersAreNeverStruckOut() {
    stage = new Stage(Stage.options(1, 3, 5, List.of(BOOTSTRAP), List.of(TRUSTED)), 1);
    stage.live(1);
    for (int i = 0; i < 50; i++) {
      assertThat(stage.tickAfter(601).dials()).containsExactlyInAnyOrder(BOOTSTRAP, TRUSTED);
      end(BOOTSTRAP, CloseReason.DIAL_FAILED);
      end(TRUSTED, CloseReason.DIAL_FAILED);
    }
  }

  @Test
  void aDialThatNobodyAnsweredForIsTriedAgainSoon() {
    stage.know(2);
    stage.tick();
    stage.refresh.dialed(new DialEnd(address(2), null, null), stage.now);
    assertThat(stage.tickAfter(2).dials()).containsExactly(address(2));
  }

  @Test
  void aPeerThatRotatedUsAwayIsLeftAloneForTwoIntervals() {
    stage.live(1);
    ConnectionToken token = stage.live(2);
    stage.tick();
    stage.gone(token);
    stage.refresh.ended(token, CloseReason.ROTATION, stage.now);
    assertThat(stage.tickAfter(199).dials()).isEmpty();
    assertThat(stage.tickAfter(1).dials()).containsExactly(address(2));
  }

  @Test
  void theEndMayBeToldJustAfterTheFirstViewWithoutTheConnection() {
    stage.live(1);
    ConnectionToken token = stage.live(2);
    stage.tick();
    stage.gone(token);
    stage.tick();
    stage.refresh.dialed(new DialEnd(address(2), null, null), stage.now);
    stage.refresh.ended(token, CloseReason.ROTATION, stage.now);
    assertThat(stage.tickAfter(199).dials()).isEmpty();
  }

  @Test
  void belowTheMinimumEvenARotatedPeerIsBetterThanNone() {
    ConnectionToken first = stage.live(1);
    ConnectionToken second = stage.live(2);
    stage.tick();
    stage.refresh.ended(first, CloseReason.ROTATION, stage.now);
    stage.now += 10 * SECOND;
    stage.refresh.ended(second, CloseReason.ROTATION, stage.now);
    stage.held.clear();
    assertThat(stage.tick().dials()).as("the longest rested").containsExactly(address(1));
    assertThat(stage.tick().dials()).as("no more than the minimum").isEmpty();
  }

  @Test
  void aNodeThatIsAloneDialsTheOnlyAddressItHasAtLeastTwiceAMinuteHoweverOftenItFailed() {
    stage = new Stage(Stage.options(1, 3, 5, List.of(BOOTSTRAP), List.of()), 1);
    assertThat(longestPause(BOOTSTRAP)).isLessThanOrEqualTo(30);
    stage.live(1);
    assertThat(longestPause(BOOTSTRAP)).as("beside a peer there is time").isGreaterThan(100);
  }

  @Test
  void aNodeThatIsAloneTriesOneAfterTheOtherOfThoseThatFailed() {
    stage.know(2, 3, 4, 5);
    longestPause(address(2));
    for (int second = 0; second < 100; second++) {
      assertThat(dialInVain()).hasSizeLessThanOrEqualTo(1);
    }
  }

  /** How many seconds went by at most between two dials of this address, within an hour of failures. */
  private int longestPause(ListenAddress address) {
    int longest = 0;
    int pause = 0;
    for (int second = 0; second < 3_600; second++) {
      pause = dialInVain().contains(address) ? 0 : pause + 1;
      longest = Math.max(longest, pause);
    }
    return longest;
  }

  /** Whom it dials a second later; none of them completes the handshake. */
  private List<DialTarget> dialInVain() {
    List<DialTarget> dials = stage.tickAfter(1).dials();
    dials.forEach(target ->
        stage.refresh.dialed(new DialEnd(target, null, CloseReason.HANDSHAKE_TIMEOUT), stage.now));
    return dials;
  }

  private void end(ListenAddress address, CloseReason refusal) {
    stage.refresh.dialed(new DialEnd(address, null, refusal), stage.now);
  }
}
