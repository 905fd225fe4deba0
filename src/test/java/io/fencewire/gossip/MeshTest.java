package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.TOPIC;
import static io.fencewire.gossip.RelayRig.news;
import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.wire.Bytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two gossip instances of one node, in two JVMs. */
class MeshTest {
  private final RelayRig here = new RelayRig();
  private final RelayRig there = new RelayRig();

  @Test
  void whatOneAcceptsTheOtherDeliversAndRelaysOnceWithoutAskingItsValidator() {
    ConnectionToken peerHere = here.live(1);
    ConnectionToken peerThere = there.live(2);
    here.accepted(peerHere, news("a"));

    tell(there);
    tell(there);

    assertThat(there.validated).isEmpty();
    assertThat(there.delivered).hasSize(1);
    assertThat(there.delivered.get(0).from()).isEqualTo(RelayRig.peer(1));
    assertThat(there.sentTo(peerThere)).hasSize(1);
    assertThat(there.shared)
        .as("what comes from the mesh is not told to it again")
        .isEmpty();
  }

  @Test
  void whatBothAcceptAtOnceIsDeliveredOnceInEachJvm() {
    here.accepted(here.live(1), news("a"));
    there.accepted(there.live(2), news("a"));
    tell(there);
    for (Item item : there.shared) {
      here.relay.shared(item.topic(), item.body(), null, here.now);
    }

    assertThat(here.delivered).hasSize(1);
    assertThat(there.delivered).hasSize(1);
  }

  @Test
  void anItemThatWaitsForItsValidatorIsAcceptedWhenAnotherInstanceHasAcceptedIt() {
    there.receive(there.live(2), news("a"));
    here.accepted(here.live(1), news("a"));
    tell(there);
    there.judge(news("a"), Ruling.REJECT);

    assertThat(there.delivered).hasSize(1);
    assertThat(there.gauge("pending")).isZero();
  }

  @Test
  void whatWasLostOnTheWayIsFoundMissingByTheNextDigestAndByTheOneAfter() {
    here.relay.publish(TOPIC, text("a"), here.now);
    List<Bytes> first = here.relay.mesh().digest(here.now);
    List<Bytes> second = here.relay.mesh().digest(here.now);
    List<Bytes> third = here.relay.mesh().digest(here.now);

    assertThat(there.relay.mesh().missing(first)).isEqualTo(first).hasSize(1);
    assertThat(second).isEqualTo(first);
    assertThat(third).isEmpty();

    List<HeldItem> found = here.relay.mesh().find(first, here.now);
    assertThat(found).hasSize(1);
    tell(there);
    assertThat(there.relay.mesh().missing(first)).isEmpty();
  }

  @Test
  void whatIsNoLongerRecentIsNeitherNamedNorGiven() {
    here.relay.publish(TOPIC, text("a"), here.now);
    List<Bytes> named = here.relay.mesh().digest(here.now);
    here.pass(Duration.ofSeconds(11));

    assertThat(here.relay.mesh().digest(here.now)).isEmpty();
    assertThat(here.relay.mesh().find(named, here.now)).isEmpty();
  }

  @Test
  void aDigestIsBoundedAndNamesTheNewest() {
    for (int i = 0; i < Mesh.KEYS_MAX + 10; i++) {
      here.relay.publish(TOPIC, text("item " + i), here.now);
    }
    List<Bytes> named = here.relay.mesh().digest(here.now);

    assertThat(named).hasSize(Mesh.KEYS_MAX);
    assertThat(named.get(named.size() - 1))
        .isEqualTo(RelayRig.id(news("item " + (Mesh.KEYS_MAX + 9))));
  }

  private void tell(RelayRig other) {
    for (int i = 0; i < here.shared.size(); i++) {
      Item item = here.shared.get(i);
      var from = here.delivered.get(i).from();
      other.relay.shared(item.topic(), item.body(), from, other.now);
    }
  }
}
