package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.wire.Frame;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One connection per peer: simultaneous dials, redials, ourselves. */
class DuplicateDialTest {
  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = new ToyServer(network, 1);
  private final ToyServer b = new ToyServer(network, 2);

  @Test
  void whenBothDialAtOnceTheSameOneConnectionSurvivesAtBothEnds() {
    Connection fromA = a.server().dial(b.address(), network.now());
    Connection fromB = b.server().dial(a.address(), network.now());
    network.settle();

    assertThat(a.live()).hasSize(1);
    assertThat(b.live()).hasSize(1);
    assertThat(a.only().facts().session()).isEqualTo(b.only().facts().session());
    boolean aIsLower = a.identity().peerId().compareTo(b.identity().peerId()) < 0;
    Connection winner = aIsLower ? fromA : fromB;
    Connection loser = aIsLower ? fromB : fromA;
    assertThat(winner.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(loser.state()).isEqualTo(ConnectionState.CLOSED);
    assertThat(loser.ending().reason()).isEqualTo(CloseReason.TIE_BREAK);
    assertThat(a.server().table().size()).isEqualTo(1);
    assertThat(b.server().table().size()).isEqualTo(1);
  }

  @Test
  void aRedialIsRefusedWhileTheOlderConnectionAnswers() {
    a.dial(b);
    ConnectionToken old = b.only().token();
    network.advance(Duration.ofSeconds(10));
    ToyServer again = new ToyServer(network, 3, 1, options(3));
    Connection redial = again.dial(b);
    network.advance(Duration.ofMillis(200));

    assertThat(redial.state()).isEqualTo(ConnectionState.CLOSED);
    assertThat(redial.ending().reason()).isEqualTo(CloseReason.ALREADY_CONNECTED);
    assertThat(b.live()).containsExactly(old);
  }

  @Test
  void aRedialSupersedesAConnectionThatIsDeadAndItsCommandsAreStale() {
    Connection dead = a.dial(b);
    ConnectionToken old = b.only().token();
    network.advance(Duration.ofSeconds(10));
    a.socketOf(dead).cut = true;
    b.socketOf(b.only()).cut = true;
    ToyServer again = new ToyServer(network, 3, 1, options(3));
    Connection redial = again.dial(b);
    assertThat(redial.state()).isEqualTo(ConnectionState.HANDSHAKING);

    network.advance(Duration.ofMillis(2_100));

    assertThat(redial.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(b.only().token()).isNotEqualTo(old);
    assertThat(b.publish(b.only().token(), Lease.NONE, network.now() + 1))
        .isEqualTo(Outcome.WRITTEN);
    assertThat(b.endings.get(0).reason()).isEqualTo(CloseReason.SUPERSEDED);
    network.advance(Duration.ofSeconds(1));
    assertThat(b.publish(old, Lease.NONE, Long.MAX_VALUE / 2)).isEqualTo(Outcome.STALE);
  }

  /** As what waited in the socket of a process that stood still. */
  @Test
  void whatWasSaidBeforeTheProbeIsNoAnswerToIt() {
    Connection dead = a.dial(b);
    Connection old = b.only();
    network.advance(Duration.ofSeconds(10));
    a.socketOf(dead).cut = true;
    b.socketOf(old).cut = true;
    ToyServer again = new ToyServer(network, 3, 1, options(3));
    Connection redial = again.dial(b);
    assertThat(redial.state()).isEqualTo(ConnectionState.HANDSHAKING);

    b.server().received(old, Frame.encode(new NoncePing(1)), b.now());
    b.server().received(old, Frame.encode(new NoncePong(1)), b.now());
    network.advance(Duration.ofSeconds(3));

    assertThat(old.ending().reason()).isEqualTo(CloseReason.SUPERSEDED);
    assertThat(redial.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aRedialIsAdmittedAtOnceWhenTheOlderConnectionEndsMeanwhile() {
    Connection old = a.dial(b);
    network.advance(Duration.ofSeconds(10));
    b.socketOf(b.only()).cut = true;
    ToyServer again = new ToyServer(network, 3, 1, options(3));
    Connection redial = again.dial(b);
    network.advance(Duration.ofMillis(100));
    assertThat(redial.state()).isEqualTo(ConnectionState.HANDSHAKING);

    a.socketOf(old).close();
    network.settle();

    assertThat(redial.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(b.live()).hasSize(1);
  }

  @Test
  void aThirdConnectionDoesNotJoinTheWait() {
    a.dial(b);
    network.advance(Duration.ofSeconds(10));
    b.socketOf(b.only()).cut = true;
    new ToyServer(network, 3, 1, options(3)).dial(b);
    Connection third = new ToyServer(network, 4, 1, options(4)).dial(b);

    assertThat(third.ending().reason()).isEqualTo(CloseReason.ALREADY_CONNECTING);
  }

  @Test
  void aWaitingRedialThatGivesUpLeavesTheOlderConnectionAlone() {
    a.dial(b);
    network.advance(Duration.ofSeconds(10));
    b.socketOf(b.only()).cut = true;
    ToyServer again = new ToyServer(network, 3, 1, options(3));
    Connection redial = again.dial(b);
    again.socketOf(redial).close();
    network.advance(Duration.ofSeconds(3));

    assertThat(b.live()).hasSize(1);
    assertThat(b.endings)
        .extracting(ServerPort.Ending::reason)
        .doesNotContain(CloseReason.SUPERSEDED);
  }

  @Test
  void aPendingDialNeverRefusesAnInbound() {
    b.server().dial(new ListenAddress("127.0.0.1", 4001), network.now());
    Connection fromA = a.dial(b);
    network.settle();

    assertThat(a.live()).hasSize(1);
    assertThat(b.live()).hasSize(1);
    assertThat(fromA.state()).isIn(ConnectionState.LIVE, ConnectionState.CLOSED);
  }

  @Test
  void aNodeThatDialsItselfIsToldSo() {
    Connection self = a.dial(a);

    assertThat(self.ending().reason()).isEqualTo(CloseReason.SELF_CONNECTION);
    assertThat(a.server().table().size()).isZero();
    assertThat(a.said).contains("dial failed SELF_CONNECTION");
  }

  @Test
  void aPeerOfAnotherNetworkIsToldSo() {
    ToyServer stranger = new ToyServer(network, 5, 5, options(5).withNetwork("another"));
    Connection dialled = stranger.dial(b);

    assertThat(dialled.ending().reason()).isEqualTo(CloseReason.OTHER_NETWORK);
    assertThat(b.server().table().size()).isZero();
  }

  @Test
  void whoComesBeyondTheMaximumIsToldThatThereAreTooManyPeers() {
    ToyServer small = new ToyServer(network, 6, 6, options(6).withPeers(2, 1));
    a.dial(small);
    Connection refused = b.dial(small);

    assertThat(refused.ending().reason()).isEqualTo(CloseReason.SURPLUS);
    assertThat(small.live()).hasSize(1);
    assertThat(small.dial(b).state())
        .as("an outbound slot is left")
        .isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aBannedPeerLosesItsConnectionAndIsRefusedUntilTheBanIsOver() {
    Connection dialled = a.dial(b);
    b.server()
        .expulsion()
        .ban(a.identity().peerId(), Duration.ofSeconds(30).toNanos(), network.now());
    network.settle();
    assertThat(dialled.ending().reason()).isEqualTo(CloseReason.BANNED);
    assertThat(a.dial(b).ending().reason()).isEqualTo(CloseReason.BANNED);

    network.advance(Duration.ofSeconds(31));
    assertThat(a.dial(b).state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aLoserThatWasLiveIsAnnouncedAsEndedBeforeTheWinnerIsAnnounced() {
    b.silent.add(Role.GOSSIP);
    a.server().dial(b.address(), network.now());
    b.server().dial(a.address(), network.now());
    network.settle();
    if (b.only().is(ConnectionState.PREPARING)) {
      b.rolesAnswer(b.only());
    }

    assertThat(a.live()).hasSize(1);
    assertThat(b.live()).hasSize(1);
    assertThat(a.only().facts().session()).isEqualTo(b.only().facts().session());
    for (ToyServer server : new ToyServer[] {a, b}) {
      int promoted = server.said.lastIndexOf("promoted " + server.only().token().sequence());
      assertThat(promoted).isEqualTo(lastPromotion(server));
    }
  }

  private static int lastPromotion(ToyServer server) {
    int last = -1;
    for (int i = 0; i < server.said.size(); i++) {
      if (server.said.get(i).startsWith("promoted")) {
        last = i;
      }
    }
    return last;
  }

  private static ServerOptions options(int number) {
    return ServerOptions.at(new ListenAddress("127.0.0.1", 4000 + number));
  }
}
