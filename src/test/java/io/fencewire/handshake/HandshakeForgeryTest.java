package io.fencewire.handshake;

import static io.fencewire.handshake.HandshakePair.ALICE;
import static io.fencewire.handshake.HandshakePair.BOB;
import static io.fencewire.handshake.HandshakePair.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.Message;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker with recordings, or with connections of its own, can and can't do. */
class HandshakeForgeryTest {
  private static final HandshakeTerms MALLORY = HandshakePair.terms(3, "test", 4132);

  @Test
  void anotherNetworkIsRefusedByName() {
    HandshakePair pair = new HandshakePair(ALICE, HandshakePair.terms(2, "other", 4131), 7).run();
    assertRefused(pair.failureOf(pair.initiator), CloseReason.OTHER_NETWORK);
    assertThat(pair.responder.isProven()).isFalse();
  }

  @Test
  void whoDialsItselfIsToldByTheFirstMessage() {
    HandshakePair pair = new HandshakePair(ALICE, ALICE, 7).run();
    assertRefused(pair.failureOf(pair.responder), CloseReason.SELF_CONNECTION);
    assertThat(pair.toResponder).hasSize(1);
    assertThat(pair.toInitiator).isEmpty();
  }

  @Test
  void aRecordedTranscriptIsRefusedByFreshNonces() throws HandshakeException {
    HandshakePair recorded = new HandshakePair(ALICE, BOB, 7).run();
    Random nonces = new Random(8);
    ChallengeHandshake responder = ChallengeHandshake.responder(BOB, nonces);
    tell(responder, recorded.toResponder.get(0));
    assertRefused(responder, recorded.toResponder.get(1), CloseReason.INVALID_CHALLENGE_RESPONSE);
    ChallengeHandshake initiator = ChallengeHandshake.initiator(ALICE, nonces);
    tell(initiator, recorded.toInitiator.get(0));
    assertRefused(initiator, recorded.toInitiator.get(1), CloseReason.INVALID_CHALLENGE_RESPONSE);
  }

  /** Mallory, dialled by Alice, has Alice herself answer Alice's nonce on a second connection. */
  @Test
  void anAnswerReflectedToTheDialerCanNotPass() throws HandshakeException {
    Random nonces = new Random(7);
    ChallengeHandshake dialing = ChallengeHandshake.initiator(ALICE, nonces);
    ChallengeRequest asked = (ChallengeRequest) dialing.start().get(0);
    List<Message> reflected =
        tell(ChallengeHandshake.responder(ALICE, nonces), fromMallory(asked, asked.nonce()));
    tell(dialing, reflected.get(0));
    assertRefused(dialing, reflected.get(1), CloseReason.SELF_CONNECTION);

    ChallengeHandshake again = ChallengeHandshake.initiator(ALICE, new Random(7));
    tell(again, reflected.get(0));
    assertRefused(again, fromMallory(asked, 1), CloseReason.INVALID_CHALLENGE_RESPONSE);
  }

  /** Mallory dials Alice twice and answers the first nonce with Alice's own second answer. */
  @Test
  void anAnswerReflectedToTheDialedCanNotPass() throws HandshakeException {
    Random nonces = new Random(7);
    PeerId mallory = MALLORY.identity().peerId();
    ChallengeHandshake first = ChallengeHandshake.responder(ALICE, nonces);
    ChallengeHandshake second = ChallengeHandshake.responder(ALICE, nonces);
    ChallengeRequest hello = new ChallengeRequest(17, 4132, NodeType.CLIENT, mallory, 1);
    ChallengeRequest challenge = (ChallengeRequest) tell(first, hello).get(1);
    Message oracle = tell(second, fromMallory(hello, challenge.nonce())).get(0);
    assertRefused(first, oracle, CloseReason.INVALID_CHALLENGE_RESPONSE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoeverPassesOnMessagesCanNotPutItsOwnNameOnThem(boolean dialer) {
    PeerId sender = (dialer ? BOB : ALICE).identity().peerId();
    HandshakePair pair = HandshakePair.tampered(message ->
        message instanceof ChallengeRequest request && request.address().equals(sender)
            ? fromMallory(request, request.nonce())
            : message);
    assertRefused(
        pair.failureOf(dialer ? pair.initiator : pair.responder),
        CloseReason.INVALID_CHALLENGE_RESPONSE);
  }

  /** The known limit of this handshake, and the reason for TLS beyond loopback. */
  @Test
  void whoeverIsDialedCanPoseAsTheDialerElsewhere() throws HandshakeException {
    Random nonces = new Random(7);
    ChallengeHandshake alice = ChallengeHandshake.initiator(ALICE, nonces);
    ChallengeHandshake bob = ChallengeHandshake.responder(BOB, nonces);
    ChallengeRequest fromAlice = (ChallengeRequest) alice.start().get(0);
    ChallengeRequest ofBob = (ChallengeRequest) tell(bob, fromAlice).get(1);
    ChallengeHandshake mallory = ChallengeHandshake.responder(MALLORY, ofBob::nonce);
    List<Message> asMallory = tell(mallory, fromAlice);
    tell(alice, asMallory.get(0));
    tell(bob, tell(alice, asMallory.get(1)).get(0));
    assertThat(alice.proven().peer()).isEqualTo(MALLORY.identity().peerId());
    assertThat(bob.proven().peer()).isEqualTo(ALICE.identity().peerId());
  }

  private static ChallengeRequest fromMallory(ChallengeRequest like, long nonce) {
    PeerId mallory = MALLORY.identity().peerId();
    return new ChallengeRequest(like.version(), like.listenPort(), like.nodeType(), mallory, nonce);
  }

  private static void assertRefused(ChallengeHandshake side, Message message, CloseReason reason) {
    HandshakeException failure =
        catchThrowableOfType(HandshakeException.class, () -> tell(side, message));
    assertThat(failure).isNotNull();
    assertRefused(failure, reason);
    assertThat(side.isProven()).isFalse();
  }

  private static void assertRefused(HandshakeException failure, CloseReason reason) {
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.origin()).isEqualTo(CloseOrigin.SERVER);
  }
}
