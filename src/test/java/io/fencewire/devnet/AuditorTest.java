package io.fencewire.devnet;

import static io.fencewire.devnet.Story.SECOND;
import static io.fencewire.devnet.Story.facts;
import static io.fencewire.devnet.Story.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.api.PeerEvent;
import io.fencewire.api.PeerEvent.Abandoned;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Direction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuditorTest {
  private final Story story = new Story();

  @Test
  void aRotationThatBothEndsTellIsExplainedAndCountsOnce() {
    story.connect(1, 0, 1).rotate(1).finish().isNotStrange();
    assertThat(story.auditor.opened()).isEqualTo(1);
    assertThat(story.auditor.closes()).isEqualTo(Map.of(CloseReason.ROTATION, 1));
  }

  @Test
  void theEndThatWasToldMayBeHeardFirst() {
    story
        .connect(1, 0, 1)
        .oneCloses(1, CloseReason.SURPLUS, CloseOrigin.PEER)
        .zeroCloses(1, CloseReason.SURPLUS, CloseOrigin.SERVER)
        .finish()
        .isNotStrange();
    assertThat(story.auditor.closes()).isEqualTo(Map.of(CloseReason.SURPLUS, 1));
  }

  @Test
  void bothEndsMayCloseItAtTheSameMomentForReasonsOfTheirOwn() {
    story
        .connect(1, 0, 1)
        .oneCloses(1, CloseReason.SURPLUS, CloseOrigin.SERVER)
        .later(SECOND)
        .zeroCloses(1, CloseReason.ROTATION, CloseOrigin.COMMAND)
        .finish()
        .isNotStrange();
    assertThat(story.auditor.closes()).isEqualTo(Map.of(CloseReason.SURPLUS, 1));
  }

  @Test
  void bothEndsClosingItForThemselvesAtDifferentTimesIsUnexplained() {
    story
        .connect(1, 0, 1)
        .zeroCloses(1, CloseReason.ROTATION, CloseOrigin.COMMAND)
        .later(3 * SECOND)
        .oneCloses(1, CloseReason.ROTATION, CloseOrigin.COMMAND)
        .finish()
        .hasOneUnexplainedClose("at different times");
  }

  @Test
  void aReasonThatOnlyOneEndTellsIsUnexplained() {
    story
        .live(1, 0, 1, Direction.OUTBOUND)
        .zeroCloses(1, CloseReason.ROTATION, CloseOrigin.COMMAND)
        .finish()
        .hasOneUnexplainedClose("only one end tells it");
  }

  @Test
  void aDialerThatGivesUpBeforeItIsKnownIsExplainedIfItsReasonIs() {
    long attempt = 1;
    story.tells(
        0,
        new PeerEvent.Abandoned(
            attempt, Story.identity(1), CloseReason.SURPLUS, CloseOrigin.SERVER));
    story.finish().isNotStrange();
  }

  @Test
  void aDialerThatGivesUpForABadReasonIsUnexplained() {
    long attempt = 1;
    story.tells(
        0,
        new PeerEvent.Abandoned(
            attempt, Story.identity(1), CloseReason.PROTOCOL_VIOLATION, CloseOrigin.SERVER));
    story.finish().hasOneUnexplainedClose("only one end tells it");
  }

  @Test
  void anEndThatNeverNoticesIsFoundOutAfterTheGrace() {
    story.connect(1, 0, 1).zeroCloses(1, CloseReason.ROTATION, CloseOrigin.COMMAND);
    story.later(Auditor.GRACE_NANOS).sweep().isNotStrange();
    story.later(1).sweep().hasOneUnexplainedClose("the other end never noticed");
  }

  @ParameterizedTest
  @EnumSource(CloseOrigin.class)
  void aSocketThatJustEndedAtTheOtherEndIsUnexplained(CloseOrigin origin) {
    story
        .connect(1, 0, 1)
        .zeroCloses(1, CloseReason.ROTATION, origin)
        .oneCloses(1, CloseReason.SOCKET_CLOSED, CloseOrigin.SOCKET)
        .finish();
    assertThat(story.auditor.unexplained()).isEqualTo(1);
  }

  @Test
  void aCloseThatNeitherEndOwnsUpToIsUnexplained() {
    story
        .connect(1, 0, 1)
        .zeroCloses(1, CloseReason.ROTATION, CloseOrigin.PEER)
        .oneCloses(1, CloseReason.ROTATION, CloseOrigin.PEER)
        .finish()
        .hasOneUnexplainedClose("neither end closed it");
  }

  @Test
  void differentReasonsAreUnexplained() {
    story
        .connect(1, 0, 1)
        .zeroCloses(1, CloseReason.ROTATION, CloseOrigin.COMMAND)
        .oneCloses(1, CloseReason.SURPLUS, CloseOrigin.PEER)
        .finish()
        .hasOneUnexplainedClose("the ends give different reasons");
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseReason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ROTATION", "SURPLUS"})
  void noOtherReasonIsGoodByItself(CloseReason reason) {
    story
        .connect(1, 0, 1)
        .zeroCloses(1, reason, CloseOrigin.SERVER)
        .oneCloses(1, reason, CloseOrigin.PEER)
        .finish();
    assertThat(story.auditor.unexplained()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "TIE_BREAK, TIE_BREAK",
    "SUPERSEDED, SUPERSEDED",
    "ALREADY_CONNECTED, ALREADY_CONNECTED",
    "ALREADY_CONNECTED, TIE_BREAK",
    "ALREADY_CONNECTING, ALREADY_CONNECTING"
  })
  void aDuplicateIsResolvedByClosingOneOfTwo(CloseReason one, CloseReason other) {
    story
        .connect(1, 0, 1)
        .tells(0, new Abandoned(2, identity(1), one, CloseOrigin.SERVER))
        .tells(1, new Abandoned(2, identity(0), other, CloseOrigin.PEER))
        .later(5 * SECOND)
        .rotate(1)
        .finish()
        .isNotStrange();
    assertThat(story.auditor.closes()).isEqualTo(Map.of(CloseReason.ROTATION, 1));
  }

  @Test
  void theOtherOfTwoMayComeLiveALittleLater() {
    story
        .connect(1, 0, 1)
        .zeroCloses(1, CloseReason.TIE_BREAK, CloseOrigin.SERVER)
        .oneCloses(1, CloseReason.TIE_BREAK, CloseOrigin.SERVER)
        .later(2 * SECOND)
        .connect(2, 1, 0)
        .later(Auditor.GRACE_NANOS)
        .sweep()
        .isNotStrange();
  }

  @Test
  void aDuplicateOfAnotherPairExplainsNothing() {
    story
        .connect(1, 0, 2)
        .connect(2, 0, 1)
        .zeroCloses(2, CloseReason.TIE_BREAK, CloseOrigin.SERVER)
        .oneCloses(2, CloseReason.TIE_BREAK, CloseOrigin.PEER)
        .later(Auditor.GRACE_NANOS + 1)
        .sweep()
        .hasOneUnexplainedClose("there was no other connection of this pair");
  }

  @Test
  void aConnectionThatEndedLongBeforeIsNoDuplicate() {
    story
        .connect(1, 0, 1)
        .rotate(1)
        .later(Auditor.RIVAL_SLACK_NANOS + 1)
        .connect(2, 0, 1)
        .zeroCloses(2, CloseReason.TIE_BREAK, CloseOrigin.SERVER)
        .oneCloses(2, CloseReason.TIE_BREAK, CloseOrigin.PEER)
        .finish()
        .hasOneUnexplainedClose("there was no other connection of this pair");
  }

  @Test
  void aShutdownIsExplainedOnceShuttingDownHasBegun() {
    story
        .connect(1, 0, 1)
        .shutdownBegins()
        .zeroCloses(1, CloseReason.SHUTDOWN, CloseOrigin.SERVER)
        .oneCloses(1, CloseReason.SHUTDOWN, CloseOrigin.PEER)
        .finish()
        .isNotStrange();
  }

  @Test
  void aShutdownBeforeThatIsUnexplained() {
    story
        .connect(1, 0, 1)
        .zeroCloses(1, CloseReason.SHUTDOWN, CloseOrigin.SERVER)
        .oneCloses(1, CloseReason.SHUTDOWN, CloseOrigin.PEER)
        .later(1)
        .shutdownBegins()
        .finish()
        .hasOneUnexplainedClose("nobody was shutting down");
  }

  @Test
  void aConnectionThatNeverWasLiveIsJudgedButNotCountedAsOpenedOrClosed() {
    story
        .tells(0, new Abandoned(1, identity(1), CloseReason.SURPLUS, CloseOrigin.SERVER))
        .tells(1, new Abandoned(1, identity(0), CloseReason.SURPLUS, CloseOrigin.PEER))
        .tells(2, new Abandoned(2, identity(3), CloseReason.SILENT, CloseOrigin.SERVER))
        .tells(3, new Abandoned(2, identity(2), CloseReason.SILENT, CloseOrigin.PEER))
        .finish()
        .hasOneUnexplainedClose("SILENT is no reason of a healthy network");
    assertThat(story.auditor.opened()).isZero();
    assertThat(story.auditor.closes()).isEmpty();
  }

  @Test
  void aConnectionIsJudgedOnce() {
    story.connect(1, 0, 1).rotate(1);
    for (int second = 0; second < 60; second++) {
      story.later(SECOND).sweep();
    }
    story.finish().isNotStrange();
    assertThat(story.auditor.closes()).isEqualTo(Map.of(CloseReason.ROTATION, 1));
  }

  @Test
  void connectionsAndPeersAreCountedWhileSomebodyWatches() {
    Auditor auditor = story.connect(1, 0, 1).auditor;
    auditor.watchBegins();
    story.connect(2, 0, 2).connect(3, 3, 0);
    assertThat(auditor.isEveryoneConnected()).isTrue();
    story.rotate(1);
    auditor.watchEnds();
    story.closes(facts(2, 0, 2, Direction.OUTBOUND), CloseReason.ROTATION, CloseOrigin.COMMAND);

    assertThat(auditor.live().min()).isEqualTo(1);
    assertThat(auditor.live().max()).isEqualTo(3);
    assertThat(auditor.live().now()).isEqualTo(1);
    NodeTally zero = auditor.tally(0);
    assertThat(zero.peers().max()).isEqualTo(3);
    assertThat(zero.inbound()).isEqualTo(1);
    assertThat(zero.outbound()).isZero();
    assertThat(zero.rotations()).isEqualTo(2);
    assertThat(auditor.tally(1).rotations()).isZero();
    assertThat(auditor.tally(1).peers().min()).isZero();
    assertThat(auditor.isEveryoneConnected()).isFalse();
  }
}
