package io.fencewire.identity.aleo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.handshake.ChallengeHandshake;
import io.fencewire.handshake.HandshakeException;
import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Proof;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Message;
import io.fencewire.wire.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AleoIdentityTest {
  private final SecureRandom random = new SecureRandom();
  private final AleoIdentity alice = new AleoIdentity(AleoAccount.generate(random), random);
  private final AleoIdentity bob = new AleoIdentity(AleoAccount.generate(random), random);
  private final byte[] message = "sixteen bytes ..".getBytes(StandardCharsets.UTF_8);

  @Test
  void othersKnowASignatureByTheAddress() {
    Bytes signature = alice.sign(message);
    assertThat(signature.size()).isEqualTo(AleoSignature.SIZE);
    assertThat(bob.verify(alice.peerId(), message, signature)).isTrue();
    assertThat(alice.verify(alice.peerId(), message, signature)).isTrue();
    assertThat(bob.verify(bob.peerId(), message, signature)).isFalse();
    message[15] ^= 1;
    assertThat(bob.verify(alice.peerId(), message, signature)).isFalse();
  }

  @Test
  void noNonceIsUsedTwice() {
    assertThat(alice.sign(message)).isNotEqualTo(alice.sign(message));
  }

  @Test
  void noTurnedBitLeavesASignatureValid() {
    byte[] signature = alice.sign(message).toArray();
    for (int bit = 0; bit < signature.length * Byte.SIZE; bit += 7) {
      byte[] turned = signature.clone();
      turned[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(bob.verify(alice.peerId(), message, Bytes.wrap(turned)))
          .as("bit %d", bit)
          .isFalse();
    }
  }

  @Test
  void whatIsMalformedIsFalse() {
    Bytes signature = alice.sign(message);
    assertThat(bob.verify(alice.peerId(), message, Bytes.EMPTY)).isFalse();
    assertThat(bob.verify(alice.peerId(), message, signature.slice(0, 127))).isFalse();
    PeerId nobody = PeerId.of(LittleEndian.encode(Fp.MODULUS, PeerId.SIZE));
    assertThat(bob.verify(nobody, message, signature)).isFalse();
    assertThat(bob.verify(PeerId.of(new byte[PeerId.SIZE]), message, signature)).isFalse();
  }

  /** The handshake takes an account for an identity as it is, and its frames have room for it. */
  @Test
  void twoAccountsShakeHands() throws HandshakeException {
    ChallengeHandshake dialling = ChallengeHandshake.initiator(terms(alice), random);
    ChallengeHandshake dialled = ChallengeHandshake.responder(terms(bob), random);
    Deque<Message> forBob = new ArrayDeque<>(dialling.start());
    Deque<Message> forAlice = new ArrayDeque<>();
    while (!forBob.isEmpty()) {
      forAlice.addAll(tell(dialled, forBob.remove()));
      while (!forAlice.isEmpty()) {
        forBob.addAll(tell(dialling, forAlice.remove()));
      }
    }
    tell(dialling, new Verdict(true, 0));
    assertThat(dialling.phase()).isEqualTo(ChallengeHandshake.Phase.COMPLETE);
    assertThat(dialled.phase()).isEqualTo(ChallengeHandshake.Phase.COMPLETE);
    assertThat(dialling.proven().peer()).isEqualTo(bob.peerId());
    assertThat(dialled.proven().peer()).isEqualTo(alice.peerId());
  }

  @Test
  void whoOnlyClaimsAnAddressIsRefused() throws HandshakeException {
    long seed = 7;
    ChallengeHandshake dialling = ChallengeHandshake.initiator(terms(alice), new Random(seed));
    HandshakeTerms claimed = terms(bob);
    tell(
        dialling,
        new ChallengeResponse(claimed.genesis(), claimed.restrictionsId(), alice.sign(message), 1));
    assertThatThrownBy(() -> tell(
            dialling,
            new ChallengeRequest(HandshakeTerms.VERSION, 4130, NodeType.CLIENT, bob.peerId(), 2)))
        .isInstanceOfSatisfying(
            HandshakeException.class,
            e -> assertThat(e.reason()).isEqualTo(CloseReason.INVALID_CHALLENGE_RESPONSE));
  }

  private static List<Message> tell(ChallengeHandshake side, Message message)
      throws HandshakeException {
    Proof proof = side.handle(message);
    return proof == null ? List.of() : side.proved(proof.run());
  }

  private static HandshakeTerms terms(AleoIdentity identity) {
    return HandshakeTerms.of(identity, "test", 4130, NodeType.CLIENT);
  }
}
