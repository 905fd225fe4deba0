package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.ids;
import static io.fencewire.gossip.RelayRig.news;
import static io.fencewire.gossip.RelayRig.options;
import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Announce;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Fetch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnounceTest {
  private final RelayRig rig = new RelayRig();
  private final ConnectionToken first = rig.live(1);
  private final ConnectionToken second = rig.live(2);

  @Test
  void unknownIdsAreFetchedFromTheAnnouncer() {
    rig.accepted(first, news("known"));
    rig.receive(first, news("pending"));

    rig.announce(second, news("known"), news("new"), news("pending"), news("newer"));

    assertThat(rig.toldTo(second)).containsExactly(new Fetch(ids(news("new"), news("newer"))));
    assertThat(rig.counter(Count.FETCHED)).isEqualTo(2);
    assertThat(rig.gauge("wanted")).isEqualTo(2);
  }

  @Test
  void oneAnnouncerIsAskedAtATime() {
    rig.announce(first, news("a"));
    rig.announce(second, news("a"));

    assertThat(rig.toldTo(second)).isEmpty();
  }

  @Test
  void whoAnnouncesAnItemAnewIsAskedAnew() {
    rig.announce(first, news("a"), news("b"));
    rig.announce(first, news("b"));

    assertThat(rig.toldTo(first))
        .containsExactly(new Fetch(ids(news("a"), news("b"))), new Fetch(ids(news("b"))));
    assertThat(rig.gauge("wanted")).isEqualTo(2);
  }

  @Test
  void whoAnnouncesAnItemAgainAndAgainDoesNotKeepItFromTheOthers() {
    rig.announce(first, news("a"));
    rig.announce(second, news("a"));
    rig.millis(1_999);
    rig.announce(first, news("a"));

    rig.millis(1);

    assertThat(rig.toldTo(second)).containsExactly(new Fetch(ids(news("a"))));
  }

  @Test
  void anItemThatCameIsWantedNoMore() {
    rig.announce(first, news("a"));

    rig.receive(first, news("a"));

    assertThat(rig.gauge("wanted")).isZero();
    assertThat(rig.counter(Count.WANTED_LOST)).isZero();
  }

  @Test
  void afterASilentAnnouncerTheNextOneIsAsked() {
    rig.announce(first, news("a"), news("b"));
    rig.announce(second, news("b"), news("a"));

    rig.millis(1_999);
    assertThat(rig.toldTo(second)).isEmpty();
    rig.millis(1);
    assertThat(rig.toldTo(second)).containsExactly(new Fetch(ids(news("a"), news("b"))));

    rig.millis(2_000);
    assertThat(rig.gauge("wanted")).isZero();
    assertThat(rig.counter(Count.WANTED_LOST)).isEqualTo(2);
    assertThat(rig.relay.deadline()).isEmpty();
  }

  @Test
  void whatWasGivenUpCanBeAnnouncedAgain() {
    rig.announce(first, news("a"));
    rig.millis(2_000);

    rig.announce(first, news("a"));

    assertThat(rig.toldTo(first)).hasSize(2);
  }

  @Test
  void whenAnAnnouncerLeavesTheNextOneIsAskedAtOnce() {
    rig.announce(first, news("a"));
    rig.announce(second, news("a"));

    rig.relay.ended(first, rig.now);

    assertThat(rig.toldTo(second)).containsExactly(new Fetch(ids(news("a"))));
  }

  @Test
  void anAnnouncerThatLeftIsNotAsked() {
    rig.announce(first, news("a"));
    rig.announce(second, news("a"));
    rig.relay.ended(second, rig.now);

    rig.millis(2_000);

    assertThat(rig.toldTo(second)).isEmpty();
    assertThat(rig.counter(Count.WANTED_LOST)).isEqualTo(1);
  }

  @Test
  void aFetchThatDidNotGoOutIsRepeatedAfterTheOthersHadTheirTurn() {
    rig.announce(first, news("a"));
    rig.announce(second, news("a"));
    Fetch fetch = new Fetch(ids(news("a")));
    rig.relay.told(first, fetch, Outcome.FULL, rig.now);

    rig.millis(2_000);
    assertThat(rig.toldTo(second)).containsExactly(fetch);
    rig.millis(2_000);
    assertThat(rig.toldTo(first)).containsExactly(fetch, fetch);
    rig.millis(2_000);
    assertThat(rig.gauge("wanted")).isZero();
  }

  @Test
  void anItemRefusedForWantOfRoomIsAskedOfTheNextAnnouncer() {
    RelayRig small = new RelayRig(options(10, 1, 10_000));
    ConnectionToken one = small.live(1);
    ConnectionToken two = small.live(2);
    small.announce(one, news("a"));
    small.announce(two, news("a"));
    small.receive(one, news("full"));
    small.receive(one, news("a"));
    small.judge(news("full"), Ruling.ACCEPT);

    small.millis(2_000);

    assertThat(small.toldTo(two)).containsExactly(new Fetch(ids(news("a"))));
  }

  @Test
  void anItemPublishedHereIsWantedNoMore() {
    rig.announce(first, news("a"));

    rig.relay.publish(RelayRig.TOPIC, text("a"), rig.now);

    assertThat(rig.gauge("wanted")).isZero();
  }

  @Test
  void oneAnnouncerCanNotTakeEveryPlace() {
    for (int i = 0; i < 5; i++) {
      rig.receive(first, announce(i * 1_024, 1_024));
    }
    assertThat(rig.gauge("wanted")).isEqualTo(Wanted.PER_ANNOUNCER_MAX);
    assertThat(rig.counter(Count.WANTED_REFUSED)).isEqualTo(1_024);

    rig.announce(second, news("a"));
    assertThat(rig.toldTo(second)).containsExactly(new Fetch(ids(news("a"))));
  }

  @Test
  void allAnnouncersTogetherAreBoundedToo() {
    for (int peer = 10; peer < 15; peer++) {
      ConnectionToken announcer = rig.live(peer);
      for (int i = 0; i < 4; i++) {
        rig.receive(announcer, announce(peer * 10_000 + i * 1_024, 1_024));
      }
    }

    assertThat(rig.gauge("wanted")).isEqualTo(Wanted.ITEMS_MAX);
    assertThat(rig.counter(Count.WANTED_REFUSED)).isEqualTo(4_096);
    rig.millis(2_000);
    assertThat(rig.gauge("wanted")).isZero();
    rig.receive(first, announce(0, 1));
    assertThat(rig.gauge("wanted")).isEqualTo(1);
  }

  @Test
  void theAnnouncersOfOneItemAreBounded() {
    List<ConnectionToken> announcers = new ArrayList<>();
    for (int peer = 10; peer < 20; peer++) {
      announcers.add(rig.live(peer));
    }
    announcers.forEach(announcer -> rig.announce(announcer, news("a")));

    rig.millis(60_000);

    long asked =
        rig.told.stream().filter(each -> each.message() instanceof Fetch).count();
    assertThat(asked).isEqualTo(1 + Wanted.OTHERS_MAX);
  }

  @Test
  void whatIsFetchedAfterAReconnectIsServedByTheOtherEnd() {
    rig.relay.publish("solutions", text("s"), rig.now);
    RelayRig other = new RelayRig();
    ConnectionToken there = other.live(9);
    ConnectionToken late = rig.live(8);

    rig.toldTo(late).forEach(announce -> other.receive(there, announce));
    other.toldTo(there).forEach(fetch -> rig.receive(late, fetch));
    rig.fanOuts.stream()
        .filter(each -> each.tokens().contains(late))
        .forEach(each -> other.accepted(there, each.message()));

    assertThat(other.delivered).hasSize(1);
    assertThat(other.delivered.get(0).item().body()).isEqualTo(text("s"));
  }

  /** An Announce of made-up ids that crowd one bucket of a hash table. */
  private static Announce announce(int from, int count) {
    List<Bytes> ids = IntStream.range(from, from + count)
        .mapToObj(i -> new ItemKey(0, 0, i, 10_000_000 - 31L * i).toBytes())
        .toList();
    return new Announce(ids);
  }

  @Test
  void keysChosenToCollideAreToldApart() {
    rig.receive(first, announce(0, 100));

    assertThat(rig.gauge("wanted")).isEqualTo(100);
    assertThat(new ItemKey(0, 0, 1, 9_999_969))
        .hasSameHashCodeAs(new ItemKey(0, 0, 2, 9_999_938))
        .isNotEqualTo(new ItemKey(0, 0, 2, 9_999_938));
  }
}
