package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.TOPIC;
import static io.fencewire.gossip.RelayRig.body;
import static io.fencewire.gossip.RelayRig.ids;
import static io.fencewire.gossip.RelayRig.key;
import static io.fencewire.gossip.RelayRig.news;
import static io.fencewire.gossip.RelayRig.options;
import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Announce;
import io.fencewire.wire.Message;
import io.fencewire.wire.Publish;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private final RelayRig rig = new RelayRig();

  @Test
  void aPeerWithExtensionsIsToldWhatItMissed() {
    ConnectionToken source = rig.live(1);
    rig.accepted(source, news("a"));
    rig.accepted(source, news("b"));

    ConnectionToken late = rig.live(2);

    assertThat(rig.toldTo(late)).containsExactly(new Announce(ids(news("a"), news("b"))));
    assertThat(rig.sentTo(late)).isEmpty();
    assertThat(rig.counter(Count.ANNOUNCED)).isEqualTo(2);
    assertThat(rig.counter(Count.CATCH_UPS)).isEqualTo(1);
  }

  @Test
  void aPeerWithoutExtensionsIsSentWhatItMissed() {
    rig.relay.publish(TOPIC, text("a"), rig.now);
    ItemKey transaction = rig.relay.publish("transactions", text("b"), rig.now);

    ConnectionToken late = rig.plain(2);

    assertThat(rig.sentTo(late)).containsExactly(transaction);
    assertThat(rig.told).isEmpty();
  }

  @Test
  void onlyRecentItemsAreCaughtUpWith() {
    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.millis(9_999);
    assertThat(rig.toldTo(rig.live(1))).hasSize(1);

    rig.millis(1);

    assertThat(rig.toldTo(rig.live(2))).isEmpty();
    assertThat(rig.gauge("recent")).isZero();
    assertThat(rig.gauge("recent_bytes")).isZero();
    assertThat(rig.counter(Count.RECENT_DROPPED)).isZero();
  }

  @Test
  void whatWasWrittenToAnEndedConnectionIsCaughtUpWithOnTheNext() {
    ConnectionToken first = rig.live(1);
    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.allWritten(Outcome.WRITTEN);
    rig.relay.ended(first, rig.now);

    ConnectionToken second = rig.live(1);

    assertThat(rig.toldTo(second)).containsExactly(new Announce(ids(news("a"))));
  }

  @Test
  void longListsAreAnnouncedInPartsAndInTurns() {
    for (int i = 0; i < 4_097; i++) {
      rig.relay.publish(TOPIC, text("n" + i), rig.now);
    }

    ConnectionToken late = rig.live(1);
    assertThat(rig.toldTo(late)).hasSize(4).allMatch(told -> size(told) == 1_024);

    rig.millis(199);
    assertThat(rig.toldTo(late)).hasSize(4);
    rig.millis(1);
    assertThat(rig.toldTo(late)).hasSize(5).last().isEqualTo(new Announce(ids(news("n4096"))));
    rig.millis(5_000);
    assertThat(rig.toldTo(late)).hasSize(5);
  }

  @Test
  void manyItemsAreSentInTurns() {
    for (int i = 0; i < 300; i++) {
      rig.relay.publish("transactions", text("n" + i), rig.now);
    }

    ConnectionToken late = rig.plain(1);
    assertThat(rig.sentTo(late)).hasSize(256);
    rig.allWritten(Outcome.WRITTEN);

    rig.millis(200);
    assertThat(rig.sentTo(late)).hasSize(44);
    rig.allWritten(Outcome.WRITTEN);
    rig.millis(5_000);
    assertThat(rig.sentTo(late)).isEmpty();
  }

  @Test
  void aTurnEndsAfterItsShareOfBytes() {
    for (int i = 0; i < 5; i++) {
      rig.relay.publish("transactions", body(50_000, i), rig.now);
    }

    ConnectionToken late = rig.plain(1);

    assertThat(rig.sentTo(late)).hasSize(3);
    rig.millis(200);
    assertThat(rig.sentTo(late)).hasSize(5);
  }

  @Test
  void moreThanTheQueueHoldsIsQueuedLater() {
    for (int i = 0; i < Link.OWED_MAX + 10; i++) {
      rig.relay.publish("transactions", text("n" + i), rig.now);
    }

    ConnectionToken late = rig.plain(1);
    rig.millis(9_000);

    assertThat(rig.sentTo(late)).hasSize(Link.OWED_MAX + 10).doesNotHaveDuplicates();
  }

  @Test
  void recentBodiesAreBoundedInBytesAndTheOldestGoFirst() {
    RelayRig small = new RelayRig(options(10, 10, 3 * (256 + 100)));
    for (int i = 0; i < 4; i++) {
      small.relay.publish(TOPIC, body(100, i), small.now);
    }

    ConnectionToken late = small.live(1);

    Message[] kept = IntStream.range(1, 4)
        .mapToObj(i -> new Publish(TOPIC, body(100, i)))
        .toArray(Message[]::new);
    assertThat(small.toldTo(late)).containsExactly(new Announce(ids(kept)));
    assertThat(small.gauge("recent_bytes")).isEqualTo(3 * (256 + 100));
    assertThat(small.counter(Count.RECENT_DROPPED)).isEqualTo(1);
  }

  @Test
  void anItemBiggerThanTheBoundIsRelayedAndNotKept() {
    RelayRig small = new RelayRig(options(10, 10, 300));
    ConnectionToken peer = small.live(1);

    small.relay.publish(TOPIC, body(100, 1), small.now);

    assertThat(small.sentTo(peer)).hasSize(1);
    assertThat(small.gauge("recent")).isZero();
  }

  @Test
  void aFetchIsServedWithWhatIsStillRecent() {
    ConnectionToken peer = rig.live(1);
    rig.relay.publish(TOPIC, text("old"), rig.now);
    rig.allWritten(Outcome.WRITTEN);
    rig.millis(10_000);
    rig.relay.publish(TOPIC, text("new"), rig.now);
    rig.allWritten(Outcome.WRITTEN);

    rig.fetch(peer, news("old"), news("new"), news("never"));

    assertThat(rig.sentTo(peer)).containsExactly(key(news("new")));
  }

  @Test
  void fetchesBeyondATurnsShareWaitForTheNext() {
    ConnectionToken peer = rig.live(1);
    Publish[] big = IntStream.range(0, 3)
        .mapToObj(i -> new Publish(TOPIC, body(131_072, i)))
        .toArray(Publish[]::new);
    for (Publish each : big) {
      rig.relay.publish(TOPIC, each.body(), rig.now);
    }
    rig.allWritten(Outcome.WRITTEN);

    rig.fetch(peer, big[0], big[1]);
    rig.fetch(peer, big[2]);
    assertThat(rig.sentTo(peer)).containsExactly(key(big[0]));

    rig.millis(200);
    assertThat(rig.sentTo(peer)).containsExactly(key(big[0]), key(big[1]));
    rig.millis(200);
    assertThat(rig.sentTo(peer)).containsExactly(key(big[0]), key(big[1]), key(big[2]));
  }

  @Test
  void whatAPeerGotMeanwhileIsOwedNoMore() {
    Publish[] big = IntStream.range(0, 3)
        .mapToObj(i -> new Publish(TOPIC, body(131_072, i)))
        .toArray(Publish[]::new);
    for (Publish each : big) {
      rig.relay.publish(TOPIC, each.body(), rig.now);
    }
    ConnectionToken late = rig.live(1);
    rig.fetch(late, big);
    rig.millis(200);
    assertThat(rig.sentTo(late)).hasSize(2);

    rig.dontWant(late, big[2]);
    rig.millis(5_000);

    assertThat(rig.sentTo(late)).hasSize(2).doesNotContain(key(big[2]));
  }

  @Test
  void aPeerThatFetchesTooMuchIsRefused() {
    ConnectionToken peer = rig.live(1);
    int more = Link.OWED_MAX + Flow.ITEMS_MAX + 7;
    Publish[] items = IntStream.range(0, more).mapToObj(i -> news("n" + i)).toArray(Publish[]::new);
    for (Publish item : items) {
      rig.relay.publish(TOPIC, item.body(), rig.now);
    }
    rig.allWritten(Outcome.WRITTEN);

    rig.fetch(peer, items[0]);
    for (int from = 0; from < more; from += 1_000) {
      rig.fetch(peer, Arrays.copyOfRange(items, from, Math.min(from + 1_000, more)));
    }

    // the first turn is over, so that nothing leaves the queue while it fills
    assertThat(rig.counter(Count.OWED_REFUSED)).isEqualTo(more - Link.OWED_MAX);
  }

  @Test
  void anItemBeingWrittenIsNotWrittenTwice() {
    ConnectionToken peer = rig.live(1);
    rig.relay.publish(TOPIC, text("a"), rig.now);

    rig.fetch(peer, news("a"));

    assertThat(rig.sentTo(peer)).hasSize(1);
  }

  private static int size(Message announce) {
    return announce instanceof Announce some ? some.ids().size() : 0;
  }
}
