package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two servers of one node, in two JVMs, and a peer that should not be without a connection. */
class TakeoverTest {
  private static final Duration STEP = Duration.ofMillis(250);

  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer peer =
      new ToyServer(network, 9, CheapIdentity.draw(new Random(9)), at(9));
  private final ToyServer one = server(1);
  private final ToyServer other = server(2);
  private final ToyBus bus = new ToyBus(network, new Random(1));

  TakeoverTest() {
    bus.bad = false;
    bus.join(one);
    bus.join(other);
    Connection dialled = one.dial(peer);
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    bus.tellAll();
    network.settle();
  }

  @Test
  void thePeerOfAServerWhoseJvmIsGoneIsDialledByTheOther() {
    bus.leave(one);
    one.socketOf(one.only()).close();
    look(Duration.ofSeconds(1));

    assertThat(other.only().state()).isEqualTo(ConnectionState.LIVE);
    assertThat(peer.only().state()).isEqualTo(ConnectionState.LIVE);
    assertThat(other.server().counters().list()).containsEntry("siblings_lost", 1L);
  }

  @Test
  void aPeerThatIsHandedOverIsDialledAtOnceAndEndsWhereItWas() {
    List<PeerConnection> handed = one.server().closedown().handOver(10, one.now());
    assertThat(handed).hasSize(1);
    bus.handOver(one, handed);
    look(Duration.ofSeconds(1));

    assertThat(one.server().table().size()).isZero();
    assertThat(other.only().state()).isEqualTo(ConnectionState.LIVE);
    assertThat(peer.only().state()).isEqualTo(ConnectionState.LIVE);
    assertThat(one.server().refusalToDial(peer.address(), one.now()))
        .isEqualTo(CloseReason.SHUTDOWN);
  }

  @Test
  void nothingIsHandedOverWhereNobodyElseIs() {
    bus.leave(other);
    one.server().look(bus.jvms(), one.now());
    assertThat(one.server().closedown().handOver(10, one.now())).isEmpty();
    assertThat(one.only().state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void nobodysPeersAreDialledRightAfterThisProcessStoodStill() {
    network.pauseFor(Duration.ofSeconds(20));
    bus.leave(one);
    look(Duration.ofSeconds(10));
    assertThat(other.server().table().held()).isZero();
  }

  @Test
  void aSiblingThatIsBackIsNotRobbedOfItsPeers() {
    bus.leave(one);
    other.server().household().look(bus.jvms(), other.now());
    bus.join(one);
    bus.tellAll();
    look(Duration.ofSeconds(8));

    assertThat(other.server().table().held()).isZero();
    assertThat(one.only().state()).isEqualTo(ConnectionState.LIVE);
  }

  private void look(Duration time) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
      for (ToyServer each : bus.servers()) {
        each.server().look(bus.jvms(), each.now());
      }
      network.settle();
      network.advance(STEP);
    }
  }

  private ToyServer server(int number) {
    Identity identity = CheapIdentity.draw(new Random(7));
    return new ToyServer(network, number, identity, at(number));
  }

  private static ServerOptions at(int number) {
    return ServerOptions.at(new ListenAddress("127.0.0.1", 4000 + number));
  }
}
