package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.TOPIC;
import static io.fencewire.gossip.RelayRig.body;
import static io.fencewire.gossip.RelayRig.key;
import static io.fencewire.gossip.RelayRig.news;
import static io.fencewire.gossip.RelayRig.options;
import static io.fencewire.gossip.RelayRig.peer;
import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.gossip.RelayRig.Handed;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.wire.Limits;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.Publish;
import io.fencewire.wire.UnconfirmedSolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ItemLifeTest {
  private final RelayRig rig = new RelayRig();

  @Test
  void anItemWaitsForItsValidator() {
    ConnectionToken source = rig.live(1);
    rig.live(2);

    rig.receive(source, news("a"));

    assertThat(rig.validated).extracting(Handed::from).containsExactly(peer(1));
    assertThat(rig.delivered).isEmpty();
    assertThat(rig.fanOuts).isEmpty();
    assertThat(rig.gauge("pending")).isEqualTo(1);
  }

  @Test
  void anAcceptedItemIsDeliveredAndRelayedAsItCame() {
    ConnectionToken source = rig.live(1);
    ConnectionToken other = rig.live(2);
    Publish message = news("a");

    rig.accepted(source, message);

    assertThat(rig.delivered).extracting(Handed::from).containsExactly(peer(1));
    assertThat(rig.fanOuts).hasSize(1);
    assertThat(rig.fanOuts.get(0).message()).isSameAs(message);
    assertThat(rig.fanOuts.get(0).tokens()).containsExactly(other);
    assertThat(rig.gauge("pending")).isZero();
    assertThat(rig.gauge("seen")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Ruling.class)
  void aCopyAfterTheRulingIsNewOnlyIfTheItemWasForgotten(Ruling ruling) {
    ConnectionToken source = rig.live(1);
    rig.receive(source, news("a"));
    rig.judge(news("a"), ruling);

    rig.receive(source, news("a"));

    boolean forgotten = ruling == Ruling.IGNORE || ruling == Ruling.EXPIRED;
    assertThat(rig.validated).hasSize(forgotten ? 2 : 1);
    assertThat(rig.counter(Count.DUPLICATES)).isEqualTo(forgotten ? 0 : 1);
    assertThat(rig.delivered).hasSize(ruling == Ruling.ACCEPT || ruling == Ruling.UNJUDGED ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPT, ACCEPTED",
    "IGNORE, IGNORED",
    "REJECT, REJECTED",
    "EXPIRED, EXPIRED",
    "UNJUDGED, UNJUDGED"
  })
  void eachRulingIsCounted(Ruling ruling, Count count) {
    rig.receive(rig.live(1), news("a"));

    rig.judge(news("a"), ruling);

    assertThat(rig.counter(count)).isEqualTo(1);
  }

  @Test
  void aSecondRulingChangesNothing() {
    rig.receive(rig.live(1), news("a"));
    rig.judge(news("a"), Ruling.REJECT);

    rig.judge(news("a"), Ruling.ACCEPT);

    assertThat(rig.delivered).isEmpty();
    assertThat(rig.counter(Count.ACCEPTED)).isZero();
  }

  @Test
  void anItemWhoseDeclaredIdIsWrongIsRejectedWithoutAQuestion() {
    ConnectionToken source = rig.live(1);
    rig.live(2);
    UnconfirmedSolution wrong = new UnconfirmedSolution(1, text("hello"));

    rig.receive(source, wrong);
    rig.receive(source, wrong);

    assertThat(rig.validated).isEmpty();
    assertThat(rig.fanOuts).isEmpty();
    assertThat(rig.counter(Count.REJECTED)).isEqualTo(1);
    assertThat(rig.counter(Count.DUPLICATES)).isEqualTo(1);
  }

  @Test
  void aWrongIdDoesNotStandInTheWayOfTheRightOne() {
    ConnectionToken source = rig.live(1);
    rig.receive(source, new UnconfirmedSolution(1, text("hello")));

    rig.accepted(source, Item.published("solutions", text("hello")).message());

    assertThat(rig.delivered).hasSize(1);
  }

  @Test
  void ownItemsAreAcceptedAtOnce() {
    ConnectionToken peer = rig.live(1);

    ItemKey key = rig.relay.publish(TOPIC, text("a"), rig.now);

    assertThat(key).isEqualTo(key(news("a")));
    assertThat(rig.validated).isEmpty();
    assertThat(rig.delivered).extracting(Handed::from).containsOnlyNulls().hasSize(1);
    assertThat(rig.sentTo(peer)).containsExactly(key);
  }

  @Test
  void publishingAgainReturnsTheSameIdAndDoesNothing() {
    rig.live(1);
    ItemKey first = rig.relay.publish(TOPIC, text("a"), rig.now);

    ItemKey second = rig.relay.publish(TOPIC, text("a"), rig.now);

    assertThat(second).isEqualTo(first);
    assertThat(rig.delivered).hasSize(1);
    assertThat(rig.fanOuts).hasSize(1);
    assertThat(rig.counter(Count.PUBLISHED)).isEqualTo(1);
  }

  @Test
  void publishingWhatIsPendingAcceptsIt() {
    rig.receive(rig.live(1), news("a"));
    ConnectionToken other = rig.live(2);

    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.judge(news("a"), Ruling.REJECT);

    assertThat(rig.delivered).extracting(Handed::from).containsExactly(peer(1));
    assertThat(rig.fanOuts.get(0).tokens()).containsExactly(other);
    assertThat(rig.counter(Count.REJECTED)).isZero();
  }

  @Test
  void publishingWhatWasRejectedIsRefused() {
    rig.receive(rig.live(1), news("a"));
    rig.judge(news("a"), Ruling.REJECT);

    assertThatThrownBy(() -> rig.relay.publish(TOPIC, text("a"), rig.now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the validator of topic 'news' rejected this item");
  }

  @Test
  void whatNoRoomIsLeftForIsRefusedAndMayComeAgain() {
    RelayRig small = new RelayRig(options(10, 2, 10_000));
    ConnectionToken source = small.live(1);
    small.receive(source, news("a"));
    small.receive(source, news("b"));

    small.receive(source, news("c"));
    assertThat(small.validated).hasSize(2);
    assertThat(small.counter(Count.REFUSED_FULL)).isEqualTo(1);

    small.judge(news("a"), Ruling.ACCEPT);
    small.receive(source, news("c"));
    assertThat(small.validated).hasSize(3);
  }

  @Test
  void pendingBodiesAreBoundedInBytesToo() {
    ConnectionToken source = rig.live(1);
    int fit = (int) (ItemBook.PENDING_BYTES_MAX / Limits.PRIVATE_BODY_MAX);

    for (int i = 0; i <= fit; i++) {
      rig.receive(source, new Publish(TOPIC, body(Limits.PRIVATE_BODY_MAX, i)));
    }
    assertThat(rig.gauge("pending")).isEqualTo(fit);
    assertThat(rig.counter(Count.REFUSED_FULL)).isEqualTo(1);

    rig.judge(new Publish(TOPIC, body(Limits.PRIVATE_BODY_MAX, 0)), Ruling.IGNORE);
    rig.receive(source, new Publish(TOPIC, body(Limits.PRIVATE_BODY_MAX, fit)));
    assertThat(rig.gauge("pending")).isEqualTo(fit);
  }

  @Test
  void theOldestSeenItemIsForgottenFirst() {
    RelayRig small = new RelayRig(options(2, 10, 10_000));
    ConnectionToken source = small.live(1);
    small.accepted(source, news("a"));
    small.accepted(source, news("b"));
    small.accepted(source, news("c"));

    small.receive(source, news("b"));
    assertThat(small.counter(Count.DUPLICATES)).isEqualTo(1);
    small.receive(source, news("a"));
    assertThat(small.validated).hasSize(4);
    assertThat(small.counter(Count.SEEN_FORGOTTEN)).isEqualTo(1);
    assertThat(small.gauge("seen")).isEqualTo(2);
  }

  @Test
  void whatIsOfNoUseIsCounted() {
    ConnectionToken source = rig.live(1);

    rig.receive(source, new NoncePing(1));
    rig.receive(source, new Publish("transactions", text("a")));
    rig.relay.ended(source, rig.now);
    rig.receive(source, news("a"));

    assertThat(rig.counter(Count.UNFIT)).isEqualTo(2);
    assertThat(rig.counter(Count.STRANGERS)).isEqualTo(1);
    assertThat(rig.validated).isEmpty();
  }
}
