package io.fencewire.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Message;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureProofTest {
  private static final PeerId BOB = HandshakePair.BOB.identity().peerId();

  @Test
  void nobodyIsProvenByAWrongSignatureAndNothingOfOursIsSigned() {
    SignatureProof.Claim wrong =
        new SignatureProof.Claim(BOB, Bytes.wrap(new byte[16]), Bytes.wrap(new byte[64]));
    Proof.Result result =
        new SignatureProof(HandshakePair.ALICE.identity(), wrong, Bytes.wrap(new byte[16])).run();
    assertThat(result.failure()).hasMessageContaining(BOB.toString());
    assertThat(result.product()).isNull();
  }

  @Test
  void whatCostsNothingIsCheckedBeforeAnySignature() throws HandshakeException {
    HandshakeTerms terms = HandshakeTerms.of(new Untouchable(), "test", 4130, NodeType.CLIENT);
    PeerId self = terms.identity().peerId();
    Message elsewhere = new ChallengeResponse(
        Bytes.wrap(new byte[280]), Bytes.wrap(new byte[32]), Bytes.wrap(new byte[64]), 3);

    ends(dialed(terms), request(17, self), CloseReason.SELF_CONNECTION);
    ends(dialed(terms), request(16, BOB), CloseReason.OUTDATED_VERSION);
    ends(ChallengeHandshake.initiator(terms, new Random(1)), elsewhere, CloseReason.OTHER_NETWORK);
    ChallengeHandshake challenged = dialed(terms);
    challenged.handle(request(17, BOB));
    challenged.proved(Proof.Result.of(Bytes.wrap(new byte[64])));
    ends(challenged, elsewhere, CloseReason.OTHER_NETWORK);
  }

  private static ChallengeHandshake dialed(HandshakeTerms terms) {
    return ChallengeHandshake.responder(terms, new Random(1));
  }

  private static ChallengeRequest request(long version, PeerId peer) {
    return new ChallengeRequest(version, 4131, NodeType.CLIENT, peer, 7);
  }

  private static void ends(ChallengeHandshake side, Message message, CloseReason reason) {
    HandshakeException end =
        catchThrowableOfType(HandshakeException.class, () -> side.handle(message));
    assertThat(end.reason()).isEqualTo(reason);
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
