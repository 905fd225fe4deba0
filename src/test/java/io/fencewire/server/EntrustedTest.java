package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Role instances come, fall silent and go; the connections they look after stay. */
class EntrustedTest {
  private static final RoleInstance NEAR = new RoleInstance(Role.GOSSIP, 1, "jvm-1");
  private static final RoleInstance FAR = new RoleInstance(Role.GOSSIP, 2, "elsewhere");

  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = new ToyServer(network, 1);
  private final ToyServer b = new ToyServer(network, 2);

  @Test
  void whatASilentInstanceLookedAfterGoesToAnotherUnderANewLease() {
    Connection dialled = a.dial(b);
    Lease before = dialled.trust().lease(Role.GOSSIP);
    a.shown.clear();
    for (int second = 0; second < 8; second++) {
      a.server().household().heard(FAR, network.now());
      network.advance(Duration.ofSeconds(1));
    }

    assertThat(dialled.trust().holder(Role.GOSSIP)).isEqualTo(FAR);
    assertThat(a.publish(dialled.token(), before, later())).isEqualTo(Outcome.STALE);
    assertThat(a.publish(dialled.token(), dialled.trust().lease(Role.GOSSIP), later()))
        .isEqualTo(Outcome.WRITTEN);
    assertThat(a.shown).contains(FAR);
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(a.endings).isEmpty();
  }

  @Test
  void oneThatWakesUpAfterItWasTakenForGoneHoldsNothingUntilItIsNearer() {
    Connection dialled = a.dial(b);
    a.server().household().heard(FAR, network.now());
    a.server().household().gone(NEAR, network.now());
    Lease elsewhere = dialled.trust().lease(Role.GOSSIP);

    a.server().household().heard(NEAR, network.now());

    assertThat(dialled.trust().holder(Role.GOSSIP)).isEqualTo(NEAR);
    assertThat(a.publish(dialled.token(), elsewhere, later())).isEqualTo(Outcome.STALE);
  }

  @Test
  void aConnectionIsNotHeldBackByAnInstanceThatGoesWhileItPrepares() {
    a.silent.add(Role.GOSSIP);
    Connection dialled = a.dial(b);
    assertThat(dialled.state()).isEqualTo(ConnectionState.PREPARING);

    a.server().household().gone(NEAR, network.now());

    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(dialled.trust().holder(Role.GOSSIP)).isNull();
    assertThat(a.said).containsOnlyOnce("promoted 1");
  }

  @Test
  void anotherIsPreparedInPlaceOfOneThatGoes() {
    a.silent.add(Role.GOSSIP);
    Connection dialled = a.dial(b);
    a.silent.clear();
    a.server().household().heard(FAR, network.now());

    a.server().household().gone(NEAR, network.now());

    assertThat(dialled.state()).isEqualTo(ConnectionState.PREPARING);
    network.settle();
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(dialled.trust().holder(Role.GOSSIP)).isEqualTo(FAR);
  }

  /** Else it would be LIVE with nobody who pings, until the next snapshot. */
  @Test
  void oneThatComesWhileAConnectionPreparesIsWaitedForToo() {
    a.silent.addAll(List.of(Role.GOSSIP, Role.HEARTBEAT));
    Connection dialled = a.dial(b);
    RoleInstance heartbeat = dialled.trust().holder(Role.HEARTBEAT);
    a.server().household().gone(heartbeat, network.now());
    a.silent.remove(Role.GOSSIP);

    a.server().household().heard(heartbeat, network.now());
    a.server().household().gone(NEAR, network.now());

    assertThat(dialled.state()).isEqualTo(ConnectionState.PREPARING);
    assertThat(dialled.awaited()).containsExactly(Role.HEARTBEAT);
  }

  private long later() {
    return network.now() + 1_000_000_000L;
  }
}
