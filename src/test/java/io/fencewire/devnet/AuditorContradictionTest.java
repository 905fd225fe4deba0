package io.fencewire.devnet;

import static io.fencewire.devnet.Story.facts;
import static io.fencewire.devnet.Story.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.api.PeerEvent.Abandoned;
import io.fencewire.api.PeerEvent.Disconnected;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import org.junit.jupiter.api.Test;

class AuditorContradictionTest {
  private static final Abandoned ABANDONED =
      new Abandoned(1, identity(1), CloseReason.SURPLUS, CloseOrigin.SERVER);

  private final Story story = new Story();

  @Test
  void connectedTwice() {
    story.connect(1, 0, 1).live(1, 0, 1, Direction.OUTBOUND).contradicts("connected twice");
  }

  @Test
  void connectedAfterItsEnd() {
    story.tells(0, ABANDONED).live(1, 0, 1, Direction.OUTBOUND).contradicts("after its end");
  }

  @Test
  void disconnectedTwice() {
    story.connect(1, 0, 1).rotate(1).rotate(1);
    assertThat(story.auditor.contradictions()).isEqualTo(2);
    assertThat(story.auditor.told()).allMatch(told -> told.contains("disconnected twice"));
  }

  @Test
  void disconnectedWithoutConnected() {
    story.zeroCloses(1, CloseReason.ROTATION, CloseOrigin.COMMAND).contradicts("never connected");
  }

  @Test
  void disconnectedUnderAnotherToken() {
    PeerConnection known = facts(1, 0, 1, Direction.OUTBOUND);
    PeerConnection other = new PeerConnection(
        new ConnectionToken(new ServerId(0, 0), 99),
        known.peer(),
        known.address(),
        known.direction(),
        known.traits(),
        known.session());
    story
        .connect(1, 0, 1)
        .tells(0, new Disconnected(other, CloseReason.ROTATION, CloseOrigin.COMMAND))
        .contradicts("never connected");
  }

  @Test
  void abandonedAfterConnected() {
    story.connect(1, 0, 1).tells(0, ABANDONED).contradicts("abandoned what had been connected");
  }

  @Test
  void aThirdNodeInAConnection() {
    story
        .connect(1, 0, 1)
        .live(1, 2, 1, Direction.OUTBOUND)
        .contradicts("claims a connection of two others");
  }

  @Test
  void endsThatNameOthersThanEachOther() {
    story
        .live(1, 0, 2, Direction.OUTBOUND)
        .live(1, 1, 0, Direction.INBOUND)
        .contradicts("does not agree");
  }

  @Test
  void endsThatBothClaimToHaveDialled() {
    story
        .live(1, 0, 1, Direction.OUTBOUND)
        .live(1, 1, 0, Direction.OUTBOUND)
        .contradicts("does not agree");
  }

  @Test
  void aConnectionThatIsLiveAtTheEnd() {
    story.connect(1, 0, 1).finish().contradicts("still LIVE at the end");
  }

  @Test
  void aConnectionThatIsLiveAtOneEndOnly() {
    story.live(1, 0, 1, Direction.OUTBOUND).finish().contradicts("LIVE at one end only");
  }

  @Test
  void onlyTheFirstFewAreToldAndAllAreCounted() {
    for (int session = 0; session < 100; session++) {
      story.connect(session, 0, 1);
    }
    story.finish();
    assertThat(story.auditor.contradictions()).isEqualTo(100);
    assertThat(story.auditor.told()).hasSize(20);
  }
}
