package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.SERVER;
import static io.fencewire.gossip.RelayRig.TOPIC;
import static io.fencewire.gossip.RelayRig.connection;
import static io.fencewire.gossip.RelayRig.ids;
import static io.fencewire.gossip.RelayRig.news;
import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Announce;
import io.fencewire.wire.Fetch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
  private static final ServerId OTHER = new ServerId(8, 8);

  private final RelayRig rig = new RelayRig();

  @Test
  void whatTheServerNoLongerHasIsDropped() {
    ConnectionToken gone = rig.live(1);
    ConnectionToken ofAnother = rig.live(connection(OTHER, 1, 2, true));

    rig.relay.reconciled(SERVER, List.of(), rig.now);
    rig.relay.publish(TOPIC, text("a"), rig.now);

    assertThat(rig.sentTo(gone)).isEmpty();
    assertThat(rig.sentTo(ofAnother)).hasSize(1);
  }

  @Test
  void whatIsDroppedIsAskedForElsewhere() {
    ConnectionToken gone = rig.live(1);
    PeerConnection staying = rig.next(2, true);
    rig.live(staying);
    rig.announce(gone, news("a"));
    rig.announce(staying.token(), news("a"));

    rig.relay.reconciled(SERVER, List.of(listed(staying, 2, true)), rig.now);

    assertThat(rig.toldTo(staying.token())).containsExactly(new Fetch(ids(news("a"))));
  }

  @Test
  void aLiveConnectionNobodyToldOfIsAdoptedAndCaughtUpWith() {
    rig.relay.publish(TOPIC, text("a"), rig.now);
    PeerConnection missed = connection(SERVER, 5, 1, true);

    rig.relay.reconciled(SERVER, List.of(listed(missed, 9, true)), rig.now);

    assertThat(rig.toldTo(missed.token())).containsExactly(new Announce(ids(news("a"))));
    assertThat(rig.told.get(0).targets())
        .containsExactly(new Addressee(missed.token(), new Lease(9)));
  }

  @Test
  void aConnectionInPreparationIsAdoptedAndWaitsForItsPromotion() {
    rig.relay.publish(TOPIC, text("a"), rig.now);
    PeerConnection missed = connection(SERVER, 5, 1, true);

    rig.relay.reconciled(SERVER, List.of(listed(missed, 9, false)), rig.now);
    assertThat(rig.told).isEmpty();

    rig.relay.promoted(missed.token(), rig.now);
    assertThat(rig.toldTo(missed.token())).hasSize(1);
  }

  @Test
  void aLostPromotionIsMadeGoodOnce() {
    rig.relay.publish(TOPIC, text("a"), rig.now);
    PeerConnection connection = rig.next(1, true);
    rig.relay.prepared(connection, new Lease(1));

    rig.relay.reconciled(SERVER, List.of(listed(connection, 1, true)), rig.now);
    rig.relay.promoted(connection.token(), rig.now);
    rig.relay.reconciled(SERVER, List.of(listed(connection, 1, true)), rig.now);

    assertThat(rig.toldTo(connection.token())).hasSize(1);
  }

  @Test
  void aDifferentLeaseReplacesTheOldOneAndNothingElse() {
    PeerConnection connection = rig.next(1, true);
    rig.live(connection);
    rig.dontWant(connection.token(), news("a"));

    rig.relay.reconciled(SERVER, List.of(listed(connection, 77, true)), rig.now);
    rig.relay.publish(TOPIC, text("a"), rig.now);
    rig.relay.publish(TOPIC, text("b"), rig.now);

    assertThat(rig.fanOuts).hasSize(1);
    assertThat(rig.fanOuts.get(0).targets())
        .containsExactly(new Addressee(connection.token(), new Lease(77)));
  }

  @Test
  void preparingAgainReplacesTheLeaseAndKeepsTheConnectionLive() {
    PeerConnection connection = rig.next(1, true);
    rig.live(connection);

    rig.relay.prepared(connection, new Lease(78));
    rig.relay.publish(TOPIC, text("a"), rig.now);

    assertThat(rig.fanOuts.get(0).targets())
        .containsExactly(new Addressee(connection.token(), new Lease(78)));
  }

  @Test
  void aConnectionListedWithoutALeaseIsNotOurs() {
    PeerConnection ours = rig.next(1, true);
    rig.live(ours);
    PeerConnection strange = connection(SERVER, 50, 2, true);

    rig.relay.reconciled(
        SERVER,
        List.of(new ListedLink(ours, Lease.NONE, true), new ListedLink(strange, Lease.NONE, true)),
        rig.now);

    assertThat(rig.gauge("connections")).isZero();
  }

  private static ListedLink listed(PeerConnection connection, long lease, boolean live) {
    return new ListedLink(connection, new Lease(lease), live);
  }
}
