package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What handshakes have to prove is proved elsewhere, and may take its time. */
class ProofTest {
  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = new ToyServer(network, 1);
  private final ToyServer b = new ToyServer(network, 2);

  @Test
  void thePeerIsLiveOnceAllIsProvedAndOneStepAtATime() {
    b.busy = true;
    a.dial(b);
    assertThat(arrived().state()).isEqualTo(ConnectionState.HANDSHAKING);
    assertThat(a.live()).isEmpty();

    proveOne();
    assertThat(arrived().state()).as("its own signature").isEqualTo(ConnectionState.HANDSHAKING);
    proveOne();
    assertThat(b.live()).hasSize(1);
    assertThat(a.live()).hasSize(1);
    assertThat(b.proofs).isEmpty();
  }

  @Test
  void whatComesMeanwhileWaitsAndIsTakenInItsTurn() {
    b.busy = true;
    Connection dialled = a.dial(b);
    proveOne();
    a.socketOf(dialled).inject(Frame.encode(new Disconnect(9, 0)));
    assertThat(arrived().state()).isEqualTo(ConnectionState.HANDSHAKING);

    proveOne();
    assertThat(b.endings)
        .containsExactly(new ServerPort.Ending(CloseReason.SHUTDOWN, CloseOrigin.PEER, ""));
    assertThat(b.server().table().size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aResultForAConnectionThatIsGoneIsDropped(int provedBefore) {
    b.busy = true;
    a.dial(b);
    for (int i = 0; i < provedBefore; i++) {
      proveOne();
    }
    Connection gone = arrived();
    a.server().closedown().closeAll(network.now());
    network.advance(Duration.ofSeconds(1));
    assertThat(b.server().table().size()).isZero();
    assertThat(b.strangers).hasSize(1);

    proveOne();
    assertThat(b.live()).isEmpty();
    assertThat(b.said).isEmpty();
    assertThat(b.strangers).hasSize(1);
    assertThat(b.server().table().size()).isZero();
    assertThat(b.server().queuedBytes()).isZero();
    assertThat(gone.handshake().phase()).isEqualTo(Handshake.Phase.PROVING);
  }

  @Test
  void aHandshakeThatRanOutOfTimeMeanwhileStaysSo() {
    b.busy = true;
    a.dial(b);
    proveOne();
    network.advance(Duration.ofSeconds(4));
    proveOne();

    assertThat(b.strangers)
        .extracting(ServerPort.Ending::reason)
        .containsExactly(CloseReason.HANDSHAKE_TIMEOUT);
    assertThat(b.said).isEmpty();
    assertThat(b.server().table().size()).isZero();
    b.busy = false;
    a.dial(b);
    assertThat(b.live()).hasSize(1);
  }

  @Test
  void whoFindsNoRoomIsRefusedAndCounted() {
    b.busy = true;
    a.dial(b);
    b.proofs.clear();
    b.server().proved(arrived(), Proof.Result.undone("no room"), network.now());
    network.settle();

    assertThat(b.strangers)
        .containsExactly(
            new ServerPort.Ending(CloseReason.PENDING_FULL, CloseOrigin.SERVER, "no room"));
    assertThat(b.server().counters().list()).containsEntry("closes.pending_full", 1L);
    assertThat(b.server().table().size()).isZero();
  }

  @Test
  void nobodyIsProvenByAWrongSignatureAndNothingOfOursIsSigned() {
    Proof.Claim wrong =
        new Proof.Claim(b.identity().peerId(), Bytes.wrap(new byte[16]), Bytes.wrap(new byte[64]));
    Proof.Result result = new Proof(a.identity(), wrong, Bytes.wrap(new byte[16])).run();
    assertThat(result.verified()).isFalse();
    assertThat(result.signature()).isNull();
  }

  @Test
  void whatCostsNothingIsCheckedBeforeAnySignature() throws HandshakeException {
    HandshakeTerms terms = HandshakeTerms.of(new Untouchable(), "test", 4130, NodeType.CLIENT);
    PeerId peer = b.identity().peerId();
    PeerId self = terms.identity().peerId();
    Message elsewhere = new ChallengeResponse(
        Bytes.wrap(new byte[280]), Bytes.wrap(new byte[32]), Bytes.wrap(new byte[64]), 3);

    ends(dialed(terms), request(17, self), CloseReason.SELF_CONNECTION);
    ends(dialed(terms), request(16, peer), CloseReason.OUTDATED_VERSION);
    ends(Handshake.initiator(terms, new Random(1)), elsewhere, CloseReason.OTHER_NETWORK);
    Handshake challenged = dialed(terms);
    challenged.handle(request(17, peer));
    challenged.proved(new Proof.Result(true, Bytes.wrap(new byte[64]), null));
    ends(challenged, elsewhere, CloseReason.OTHER_NETWORK);
  }

  private static Handshake dialed(HandshakeTerms terms) {
    return Handshake.responder(terms, new Random(1));
  }

  private static ChallengeRequest request(long version, PeerId peer) {
    return new ChallengeRequest(version, 4131, NodeType.CLIENT, peer, 7);
  }

  private static void ends(Handshake side, Message message, CloseReason reason) {
    HandshakeException end =
        catchThrowableOfType(HandshakeException.class, () -> side.handle(message));
    assertThat(end.reason()).isEqualTo(reason);
  }

  private Connection arrived() {
    return b.server().table().list().get(0);
  }

  private void proveOne() {
    assertThat(b.proofs).hasSize(1);
    b.proofs.remove().run();
    network.settle();
  }

  /** An identity whose owner does not want to be bothered. */
  private static final class Untouchable implements Identity {
    @Override
    public PeerId peerId() {
      return Ed25519Identity.fromSeed(new byte[32]).peerId();
    }

    @Override
    public Bytes sign(byte[] message) {
      throw new AssertionError("a signature was made");
    }

    @Override
    public boolean verify(PeerId signer, byte[] message, Bytes signature) {
      throw new AssertionError("a signature was verified");
    }
  }
}
