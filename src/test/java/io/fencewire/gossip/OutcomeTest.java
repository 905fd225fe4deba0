package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.TOPIC;
import static io.fencewire.gossip.RelayRig.id;
import static io.fencewire.gossip.RelayRig.ids;
import static io.fencewire.gossip.RelayRig.key;
import static io.fencewire.gossip.RelayRig.news;
import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Announce;
import io.fencewire.wire.DontWant;
import io.fencewire.wire.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class OutcomeTest {
  private final RelayRig rig = new RelayRig();
  private final Message transaction = Item.published("transactions", text("a")).message();

  @ParameterizedTest
  @CsvSource({
    "STALE, GONE",
    "EXPIRED, AGAIN",
    "NOT_READY, AGAIN",
    "CLOSING, NOTHING",
    "UNSUPPORTED, SETTLED",
    "TOO_LARGE, SETTLED",
    "FULL, AGAIN",
    "WRITTEN, SETTLED",
    "UNKNOWN, AGAIN"
  })
  void eachOutcomeHasItsConsequence(Outcome outcome, Consequence consequence) {
    assertThat(Consequence.of(outcome)).isEqualTo(consequence);
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"NOT_READY", "FULL", "UNKNOWN", "EXPIRED"})
  void aPeerWithoutExtensionsIsSentItAgainWhileItIsRecent(Outcome outcome) {
    ConnectionToken peer = rig.plain(1);
    rig.relay.publish("transactions", text("a"), rig.now);
    rig.allWritten(outcome);

    rig.millis(999);
    assertThat(rig.fanOuts).isEmpty();
    rig.millis(1);
    assertThat(rig.sentTo(peer)).containsExactly(key(transaction));

    rig.allWritten(outcome);
    rig.millis(1_000);
    assertThat(rig.sentTo(peer)).containsExactly(key(transaction));
    rig.millis(8_000);
    rig.allWritten(outcome);
    rig.millis(60_000);
    assertThat(rig.fanOuts).isEmpty();
    assertThat(rig.relay.deadline()).isEmpty();
  }

  @Test
  void aPeerWithExtensionsIsToldAfterAFailure() {
    ConnectionToken peer = rig.live(1);
    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.relay.publish(TOPIC, text("b"), rig.now);
    rig.written(peer, news("a"), Outcome.WRITTEN);
    rig.written(peer, news("b"), Outcome.FULL);
    rig.fanOuts.clear();

    rig.millis(1_000);
    assertThat(rig.toldTo(peer)).containsExactly(new Announce(ids(news("b"))));

    rig.fetch(peer, news("b"));
    assertThat(rig.sentTo(peer)).containsExactly(key(news("b")));
  }

  @Test
  void whatIsStillBeingWrittenIsNotAnnounced() {
    ConnectionToken peer = rig.live(1);
    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.relay.publish(TOPIC, text("b"), rig.now);
    rig.written(peer, news("a"), Outcome.FULL);

    rig.millis(1_000);

    assertThat(rig.toldTo(peer)).containsExactly(new Announce(ids(news("a"))));
  }

  @Test
  void aStreamOfFailuresDoesNotPutTheRetryOff() {
    ConnectionToken peer = rig.live(1);
    for (int i = 0; i < 10; i++) {
      rig.relay.publish(TOPIC, text("n" + i), rig.now);
      rig.allWritten(Outcome.FULL);
      rig.millis(100);
    }

    assertThat(rig.toldTo(peer)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"WRITTEN", "UNSUPPORTED", "TOO_LARGE", "CLOSING"})
  void theRestIsNotRepeated(Outcome outcome) {
    rig.live(1);
    rig.plain(2);
    rig.relay.publish("transactions", text("a"), rig.now);
    rig.allWritten(outcome);

    rig.millis(5_000);

    assertThat(rig.fanOuts).isEmpty();
    assertThat(rig.told).isEmpty();
    assertThat(rig.counter(Count.RELAYED)).isEqualTo(outcome == Outcome.WRITTEN ? 2 : 0);
  }

  @Test
  void whatAPeerCanNotGetIsNotCaughtUpWithEither() {
    ConnectionToken peer = rig.plain(1);
    rig.relay.publish("transactions", text("big"), rig.now);
    rig.allWritten(Outcome.TOO_LARGE);
    rig.relay.publish("transactions", text("a"), rig.now);
    rig.allWritten(Outcome.FULL);

    rig.millis(1_000);

    assertThat(rig.sentTo(peer)).containsExactly(key(transaction));
  }

  @Test
  void aStaleGenerationIsForgotten() {
    ConnectionToken peer = rig.live(1);
    ConnectionToken other = rig.live(2);
    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.written(peer, news("a"), Outcome.STALE);
    rig.fanOuts.clear();

    rig.relay.publish(TOPIC, text("b"), rig.now);

    assertThat(rig.fanOuts.get(0).tokens()).containsExactly(other);
    assertThat(rig.gauge("connections")).isEqualTo(1);
  }

  @Test
  void aLateOutcomeOfAnEndedGenerationDoesNotTouchTheNext() {
    ConnectionToken old = rig.live(1);
    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.relay.ended(old, rig.now);
    ConnectionToken fresh = rig.live(1);

    rig.written(old, news("a"), Outcome.STALE);
    rig.relay.publish(TOPIC, text("b"), rig.now);

    assertThat(rig.sentTo(fresh)).containsExactly(key(news("b")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      mode = Mode.INCLUDE,
      names = {"NOT_READY", "FULL", "UNKNOWN", "EXPIRED"})
  void anAnnounceThatDidNotGoIsRepeated(Outcome outcome) {
    rig.relay.publish(TOPIC, text("a"), rig.now);
    ConnectionToken peer = rig.live(1);
    Announce announce = new Announce(ids(news("a")));

    rig.relay.told(peer, announce, outcome, rig.now);
    rig.millis(1_000);
    assertThat(rig.toldTo(peer)).containsExactly(announce, announce);

    rig.relay.told(peer, announce, Outcome.WRITTEN, rig.now);
    rig.millis(5_000);
    assertThat(rig.toldTo(peer)).hasSize(2);
  }

  @Test
  void aStaleAnswerToAnyMessageEndsTheGeneration() {
    ConnectionToken peer = rig.live(1);

    rig.relay.told(peer, new DontWant(List.of(id(news("a")))), Outcome.STALE, rig.now);
    rig.relay.told(peer, new DontWant(List.of(id(news("a")))), Outcome.STALE, rig.now);

    assertThat(rig.gauge("connections")).isZero();
  }
}
