package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.TOPIC;
import static io.fencewire.gossip.RelayRig.body;
import static io.fencewire.gossip.RelayRig.id;
import static io.fencewire.gossip.RelayRig.key;
import static io.fencewire.gossip.RelayRig.news;
import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.wire.DontWant;
import io.fencewire.wire.Publish;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayExclusionTest {
  private final RelayRig rig = new RelayRig();

  @Test
  void sourcesThatJoinWhileItIsPendingGetNoCopy() {
    ConnectionToken first = rig.live(1);
    ConnectionToken second = rig.live(2);
    ConnectionToken third = rig.live(3);
    rig.receive(first, news("a"));
    rig.receive(second, news("a"));

    rig.judge(news("a"), Ruling.ACCEPT);

    assertThat(rig.validated).hasSize(1);
    assertThat(rig.fanOuts.get(0).tokens()).containsExactly(third);
    assertThat(rig.counter(Count.DUPLICATES)).isEqualTo(1);
  }

  @Test
  void aSourceThatReconnectsGetsNoCopy() {
    ConnectionToken first = rig.plain(1);
    Publish news = news("a");
    rig.receive(first, news);
    rig.relay.ended(first, rig.now);
    ConnectionToken again = rig.live(1);

    rig.judge(news, Ruling.ACCEPT);

    assertThat(rig.sentTo(again)).isEmpty();
    assertThat(rig.toldTo(again)).isEmpty();
  }

  @Test
  void aLateSourceThatReconnectsIsNotToldEither() {
    rig.relay.publish("transactions", text("a"), rig.now);
    ConnectionToken first = rig.plain(1);
    rig.allWritten(Outcome.FULL);
    rig.receive(first, Item.published("transactions", text("a")).message());
    rig.relay.ended(first, rig.now);

    ConnectionToken again = rig.plain(1);

    assertThat(rig.sentTo(again)).isEmpty();
  }

  @Test
  void aPeerThatAnnouncedItGetsNoCopy() {
    ConnectionToken source = rig.live(1);
    ConnectionToken announcer = rig.live(2);
    rig.announce(announcer, news("a"));

    rig.accepted(source, news("a"));

    assertThat(rig.sentTo(announcer)).isEmpty();
  }

  @Test
  void aPeerThatDoesNotWantItGetsNoCopy() {
    ConnectionToken source = rig.live(1);
    ConnectionToken holder = rig.live(2);
    rig.receive(source, news("a"));
    rig.dontWant(holder, news("a"));

    rig.judge(news("a"), Ruling.ACCEPT);

    assertThat(rig.fanOuts).isEmpty();
  }

  @Test
  void aConnectionThatIsNotLiveGetsNoCopy() {
    PeerConnection preparing = rig.next(1, true);
    rig.relay.prepared(preparing, new Lease(1));

    rig.relay.publish(TOPIC, text("a"), rig.now);

    assertThat(rig.fanOuts).isEmpty();
  }

  @Test
  void otherTopicsTravelOnlyToPeersWithExtensions() {
    ConnectionToken plain = rig.plain(1);
    ConnectionToken extended = rig.live(2);

    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.relay.publish("transactions", text("a"), rig.now);
    rig.relay.publish("solutions", text("a"), rig.now);

    assertThat(rig.sentTo(plain)).hasSize(2).doesNotContain(key(news("a")));
    assertThat(rig.sentTo(extended)).hasSize(3);
  }

  @Test
  void aBigBodyIsDeclinedElsewhereBeforeItIsJudged() {
    ConnectionToken source = rig.live(1);
    ConnectionToken other = rig.live(2);
    ConnectionToken holder = rig.live(3);
    rig.plain(4);
    Publish big = new Publish(TOPIC, body(1_024, 1));
    rig.dontWant(holder, big);

    rig.receive(source, big);
    rig.receive(source, new Publish(TOPIC, body(1_023, 1)));

    assertThat(rig.told).hasSize(1);
    assertThat(rig.told.get(0).tokens()).containsExactly(other);
    assertThat(rig.told.get(0).message()).isEqualTo(new DontWant(List.of(id(big))));
  }

  @Test
  void whatIsKnownOfOnePeerIsBoundedAndTheOldestIsForgotten() {
    ConnectionToken source = rig.live(1);
    ConnectionToken holder = rig.live(2);
    rig.receive(source, news("first"));
    rig.dontWant(holder, news("first"));
    for (int i = 0; i < Link.KNOWN_MAX; i++) {
      rig.dontWant(holder, news("n" + i));
    }

    rig.judge(news("first"), Ruling.ACCEPT);

    assertThat(rig.counter(Count.KNOWN_FORGOTTEN)).isEqualTo(1);
    assertThat(rig.sentTo(holder)).containsExactly(key(news("first")));
  }
}
