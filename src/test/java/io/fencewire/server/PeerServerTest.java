package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.PeerResponse;
import io.fencewire.wire.Publish;
import io.fencewire.wire.UnconfirmedTransaction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a connection, from dial to end, and the fence around it. */
class PeerServerTest {
  private static final long FAR = Long.MAX_VALUE / 2;

  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = new ToyServer(network, 1);
  private final ToyServer b = new ToyServer(network, 2);

  @Test
  void aDialEndsLiveAtBothEndsAndIsAnnouncedOnce() {
    Connection dialled = a.dial(b);

    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(b.only().state()).isEqualTo(ConnectionState.LIVE);
    assertThat(a.said).containsOnlyOnce("promoted 1", "dial succeeded");
    assertThat(b.said).containsOnlyOnce("promoted 1");
    assertThat(b.only().facts().address()).isEqualTo(a.address());
    assertThat(b.only().facts().session()).isEqualTo(dialled.facts().session());
    assertThat(dialled.facts().peer()).isEqualTo(b.identity().peerId());
  }

  @Test
  void untilTheRolesArePreparedASendIsNotReadyAndNothingIsAnnounced() {
    a.silent.add(Role.GOSSIP);
    Connection dialled = a.dial(b);

    assertThat(dialled.state()).isEqualTo(ConnectionState.PREPARING);
    assertThat(a.publish(dialled.token(), Lease.NONE, FAR)).isEqualTo(Outcome.NOT_READY);
    assertThat(a.said).doesNotContain("promoted 1");

    a.rolesAnswer(dialled);

    assertThat(a.said).containsOnlyOnce("promoted 1");
    assertThat(a.publish(dialled.token(), Lease.NONE, FAR)).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void aSilentRoleHoldsAConnectionBackForTwoSecondsAndNoLonger() {
    a.silent.add(Role.HEARTBEAT);
    Connection dialled = a.dial(b);

    network.advance(Duration.ofMillis(1_900));
    assertThat(dialled.state()).isEqualTo(ConnectionState.PREPARING);

    network.advance(Duration.ofMillis(200));
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aCommandForAnEarlierGenerationIsStaleAndTheNewOneFeelsNothing() {
    ConnectionToken old = a.dial(b).token();
    a.server()
        .close(new Commands.Permit(old, Lease.NONE, FAR), CloseReason.ROTATION, network.now());
    network.settle();
    Connection young = a.dial(b);

    assertThat(a.publish(old, Lease.NONE, FAR)).isEqualTo(Outcome.STALE);
    assertThat(a.server()
            .close(new Commands.Permit(old, Lease.NONE, FAR), CloseReason.ROTATION, network.now()))
        .isEqualTo(Outcome.STALE);
    assertThat(young.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(b.received).isEmpty();
    assertThat(a.publish(young.token(), Lease.NONE, FAR)).isEqualTo(Outcome.WRITTEN);
    assertThat(b.received).hasSize(1);
  }

  @Test
  void aTokenOfAnotherStartOfTheServerIsStaleThoughItsSequenceIsTheSame() {
    ConnectionToken token = a.dial(b).token();
    ConnectionToken forged = new ConnectionToken(new ServerId(7, 7), token.sequence());

    assertThat(a.publish(forged, Lease.NONE, FAR)).isEqualTo(Outcome.STALE);
  }

  @Test
  void outcomesAreCheckedInTheirOrder() {
    a.silent.add(Role.GOSSIP);
    Connection preparing = a.dial(b);
    long past = network.now() - 1;

    assertThat(a.publish(preparing.token(), new Lease(999), past)).isEqualTo(Outcome.STALE);
    assertThat(a.publish(preparing.token(), Lease.NONE, past)).isEqualTo(Outcome.EXPIRED);
    assertThat(a.publish(preparing.token(), Lease.NONE, FAR)).isEqualTo(Outcome.NOT_READY);

    a.rolesAnswer(preparing);
    assertThat(a.send(a.permit(preparing), new Disconnect(5, 0))).isEqualTo(Outcome.UNSUPPORTED);
    UnconfirmedTransaction huge =
        new UnconfirmedTransaction(Bytes.wrap(new byte[32]), Bytes.wrap(new byte[131_072 + 1]));
    assertThat(a.send(a.permit(preparing), huge)).isEqualTo(Outcome.TOO_LARGE);
    assertThat(preparing.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void whileItIsClosingASendIsAnsweredSo() {
    Connection dialled = a.dial(b);
    Commands.Permit permit = a.permit(dialled);
    a.server().close(permit, CloseReason.ROTATION, network.now());

    Publish message = new Publish("t", Bytes.EMPTY);
    Outcome outcome =
        a.server().commands().send(permit, message, Frame.encode(message), network.now());

    assertThat(outcome).isEqualTo(Outcome.CLOSING);
  }

  @Test
  void aNewInstanceOfARoleMakesTheOldOnesLeaseStale() {
    Connection dialled = a.dial(b);
    Lease before = dialled.trust().lease(Role.GOSSIP);
    assertThat(a.publish(dialled.token(), before, FAR)).isEqualTo(Outcome.WRITTEN);

    a.begin(Role.GOSSIP, 2);

    assertThat(a.publish(dialled.token(), before, FAR)).isEqualTo(Outcome.STALE);
    assertThat(a.publish(dialled.token(), dialled.trust().lease(Role.GOSSIP), FAR))
        .isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void bothEndsLearnWhyAConnectionEndsAndItIsCleanedUpOnce() {
    Connection dialled = a.dial(b);
    Commands.Permit permit = a.permit(dialled);
    a.server().close(permit, CloseReason.ROTATION, network.now());
    a.server().close(permit, CloseReason.REQUESTED, network.now());
    network.settle();

    assertThat(a.said).containsOnlyOnce("ended 1");
    assertThat(b.said).containsOnlyOnce("ended 1");
    assertThat(a.endings.get(0).reason()).isEqualTo(CloseReason.ROTATION);
    assertThat(a.endings.get(0).origin()).isEqualTo(CloseOrigin.COMMAND);
    assertThat(b.endings.get(0).reason()).isEqualTo(CloseReason.ROTATION);
    assertThat(b.endings.get(0).origin()).isEqualTo(CloseOrigin.PEER);
    assertThat(a.server().table().size()).isZero();
    assertThat(b.server().table().size()).isZero();
    assertThat(a.socketOf(dialled).isArmed()).isFalse();
    assertThat(a.server().queuedBytes()).isZero();
  }

  @Test
  void whatWasAcceptedBeforeTheCloseStillGoesOut() {
    Connection dialled = a.dial(b);
    Publish message = new Publish("t", Bytes.EMPTY);
    a.server().commands().send(a.permit(dialled), message, Frame.encode(message), network.now());
    a.server().close(a.permit(dialled), CloseReason.ROTATION, network.now());
    network.settle();

    assertThat(b.received).containsExactly(message);
    assertThat(b.endings.get(0).reason()).isEqualTo(CloseReason.ROTATION);
  }

  @Test
  void aPeerThatDoesNotCloseIsCutOffAfterTheFlushTime() {
    Connection dialled = a.dial(b);
    a.socketOf(dialled).cut = true;
    a.server().close(a.permit(dialled), CloseReason.ROTATION, network.now());

    network.advance(Duration.ofMillis(400));
    assertThat(dialled.state()).isEqualTo(ConnectionState.CLOSING);
    network.advance(Duration.ofMillis(200));
    assertThat(dialled.state()).isEqualTo(ConnectionState.CLOSED);
  }

  @Test
  void theServerItselfAnswersPingsAlsoWhilePreparing() {
    b.silent.addAll(List.of(Role.GOSSIP, Role.HEARTBEAT));
    Connection dialled = a.dial(b);
    assertThat(b.only().state()).isEqualTo(ConnectionState.PREPARING);

    a.server().commands().ping(a.permit(dialled), 42, network.now());
    network.settle();
    assertThat(a.received).containsExactly(new NoncePong(42));
    assertThat(b.server().counters().list()).containsEntry("pongs", 1L);
  }

  @Test
  void messagesThatComeBeforeThisEndIsLiveAreKeptAndHandledInOrder() {
    b.silent.add(Role.GOSSIP);
    Connection dialled = a.dial(b);
    Publish first = new Publish("t", Bytes.parse("01"));
    Publish second = new Publish("t", Bytes.parse("02"));
    a.send(a.permit(dialled), first);
    a.send(a.permit(dialled), second);
    assertThat(b.received).isEmpty();

    b.rolesAnswer(b.only());

    assertThat(b.received).containsExactly(first, second);
  }

  @Test
  void aPeerResponseIsWelcomeOnlyWhenItWasAskedFor() {
    Connection dialled = a.dial(b);
    a.send(a.permit(dialled), new PeerRequest());
    b.send(b.permit(b.only()), new PeerResponse(List.of()));
    assertThat(a.received).containsExactly(new PeerResponse(List.of()));

    b.socketOf(b.only()).inject(Frame.encode(new PeerResponse(List.of())));

    assertThat(a.endings.get(0).reason()).isEqualTo(CloseReason.PROTOCOL_VIOLATION);
    assertThat(b.endings.get(0).origin()).isEqualTo(CloseOrigin.PEER);
  }

  @Test
  void aHandshakeMessageOnALiveConnectionIsAViolation() {
    Connection dialled = a.dial(b);
    ChallengeRequest late = new ChallengeRequest(
        17, 1, dialled.facts().traits().nodeType(), b.identity().peerId(), 5);
    a.socketOf(dialled).inject(Frame.encode(late));

    assertThat(b.endings.get(0).reason()).isEqualTo(CloseReason.PROTOCOL_VIOLATION);
    assertThat(a.endings.get(0).reason()).isEqualTo(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void junkInsteadOfAHandshakeIsCutOffWithoutAWord() {
    Connection dialled = a.server().dial(b.address(), network.now());
    a.socketOf(dialled).inject(new byte[] {1, 2, 3, 4, 5, 6, 7});

    assertThat(b.server().table().size()).isZero();
    assertThat(b.said).isEmpty();
    assertThat(a.said).containsExactly("dial failed SOCKET_CLOSED");
  }

  @Test
  void aHandshakeThatTakesTooLongIsEndedWhateverArrivesMeanwhile() {
    Connection dialled = a.server().dial(b.address(), network.now());
    b.silent.add(Role.GOSSIP);
    a.socketOf(dialled).cut = true;
    network.settle();
    network.advance(Duration.ofMillis(3_100));

    assertThat(a.said).containsExactly("dial failed HANDSHAKE_TIMEOUT");
    assertThat(a.server().table().size()).isZero();
    assertThat(b.server().table().size()).isZero();
    assertThat(a.socketOf(dialled).isArmed()).isFalse();
  }

  @Test
  void aPongThatNobodyAskedForGoesNoFurtherThanTheServer() {
    Connection dialled = a.dial(b);
    a.server().commands().ping(a.permit(dialled), 7, network.now());
    network.settle();
    b.socketOf(b.only()).inject(Frame.encode(new NoncePong(8)));
    a.socketOf(dialled).inject(Frame.encode(new NoncePing(9)));

    assertThat(a.received).containsExactly(new NoncePong(7));
    assertThat(a.server().counters().list()).containsEntry("ignored", 2L);
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aPeerThatAsksForPeersWithoutPauseIsPassedOnFourTimesASecond() {
    Connection dialled = a.dial(b);
    for (int i = 0; i < 100; i++) {
      a.send(a.permit(dialled), new PeerRequest());
      network.advance(Duration.ofMillis(10));
    }

    assertThat(b.received).hasSize(4);
  }

  @Test
  void drainingClosesEverythingAndRefusesWhatComes() {
    a.dial(b);
    b.server().closedown().closeAll(network.now());
    network.settle();
    Connection refused = a.dial(b);

    assertThat(refused.state()).isEqualTo(ConnectionState.CLOSED);
    assertThat(a.endings.get(0).reason()).isEqualTo(CloseReason.SHUTDOWN);
    assertThat(b.server().refusalToDial(a.address(), b.now())).isEqualTo(CloseReason.SHUTDOWN);
    assertThat(b.server().table().size()).isZero();
  }
}
