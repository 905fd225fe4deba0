package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a peer that lacks much is sent while its queue takes little at a time. */
class FullQueueTest {
  private static final int LACKED = 60;

  private final RelayRig rig = new RelayRig();
  private final Set<ItemKey> arrived = new HashSet<>();
  private int refused;

  @Test
  void aQueueThatIsEmptiedIsFilledAgainFiveTimesASecond() {
    ConnectionToken late = lateAndPlain();
    for (int turn = 0; turn < 6; turn++) {
      fill(late, 10);
      rig.millis(200);
    }
    assertThat(arrived).hasSize(LACKED);
  }

  @Test
  void noMoreThanHalfOfWhatIsTriedIsRefusedOnceItIsKnownHowMuchItTakes() {
    ConnectionToken late = lateAndPlain();
    fill(late, 10);
    refused = 0;
    rig.millis(200);
    fill(late, 10);
    assertThat(arrived).hasSize(20);
    assertThat(refused).isEqualTo(10);
  }

  @Test
  void aQueueThatTakesNothingIsTriedOnceASecondWithAFew() {
    ConnectionToken late = lateAndPlain();
    fill(late, 0);
    rig.millis(999);
    assertThat(rig.sentTo(late)).isEmpty();
    rig.millis(1);
    assertThat(rig.sentTo(late)).hasSize(Flow.ITEMS_MIN);
    rig.allWritten(Outcome.WRITTEN);
    rig.millis(200);
    assertThat(rig.sentTo(late)).as("twice as many, now that it takes some").hasSize(16);
  }

  @Test
  void whatWasLostOnItsWayIsNotHurried() {
    ConnectionToken late = lateAndPlain();
    List<ItemKey> sent = rig.sentTo(late);
    rig.fanOuts.clear();
    rig.relay.written(late, sent.get(0), Outcome.WRITTEN, rig.now);
    sent.stream().skip(1).forEach(key -> rig.relay.written(late, key, Outcome.UNKNOWN, rig.now));
    rig.millis(999);
    assertThat(rig.sentTo(late)).isEmpty();
    rig.millis(1);
    assertThat(rig.sentTo(late)).hasSize(LACKED - 1);
  }

  private ConnectionToken lateAndPlain() {
    for (int i = 0; i < LACKED; i++) {
      rig.relay.publish("transactions", text("n" + i), rig.now);
    }
    ConnectionToken late = rig.plain(1);
    assertThat(rig.sentTo(late)).hasSize(LACKED);
    return late;
  }

  /** Of what is on its way so many find room, and the others none. */
  private void fill(ConnectionToken token, int room) {
    List<ItemKey> sent = rig.sentTo(token);
    rig.fanOuts.clear();
    for (int i = 0; i < sent.size(); i++) {
      if (i < room) {
        arrived.add(sent.get(i));
      } else {
        refused++;
      }
      rig.relay.written(token, sent.get(i), i < room ? Outcome.WRITTEN : Outcome.FULL, rig.now);
    }
  }
}
