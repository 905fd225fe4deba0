package io.fencewire.handshake;

import io.fencewire.identity.aleo.EncodingException;
import io.fencewire.identity.aleo.NoiseHandshake;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.ByteReader;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.PeerInfo;
import io.fencewire.wire.WireException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Noise handshake does between one message and the next, and what takes its time: keys are
 * agreed, messages opened and sealed, signatures verified and made. One thread at a time.
 */
final class NoiseSteps {
  private static final int ACCEPTED = 0;
  private static final int REJECTED = 1;

  private final HandshakeTerms terms;
  private final NoiseHandshake noise;
  private PeerInfo.@Nullable Hint hint;
  private @Nullable PeerInfo theirs;
  private @Nullable Bytes theirSignature;

  NoiseSteps(HandshakeTerms terms, NoiseHandshake noise) {
    this.terms = terms;
    this.noise = noise;
  }

  /** The peer has given this hint; what it says later must be the same. */
  void hinted(PeerInfo.Hint said) {
    hint = said;
  }

  /** Who the peer says it is, in its hint. */
  @Nullable
  PeerId claimed() {
    return hint == null ? null : hint.address();
  }

  /** What the peer has said of itself. */
  PeerInfo.Hint said() {
    return Objects.requireNonNull(theirs, "the peer has not said who it is").hint();
  }

  /** The responder's last word to one that it takes on. */
  byte[] accept(Bytes signature) {
    return noise
        .cipher(false)
        .seal(new ByteWriter(160).u8(ACCEPTED).data(signature).toArray());
  }

  /** The responder's last word to one that it does not take on. */
  byte[] reject(int code) {
    return noise.cipher(false).seal(new ByteWriter(2).u8(REJECTED).u8(code).toArray());
  }

  /** The responder says who it is, and signs nothing for a stranger. */
  Bytes answer(byte[] message) throws EncodingException {
    noise.read(message);
    ByteWriter out = new ByteWriter(400);
    terms.info().encode(out);
    return Bytes.wrap(noise.write(out.toArray()));
  }

  /** The initiator says who it is, and signs. */
  Bytes introduce(byte[] message) throws EncodingException, WireException, HandshakeException {
    theirs = PeerInfo.decode(reader(noise.read(message)));
    terms.check(theirs);
    Bytes ours = terms.identity().sign(noise.binding(true));
    ByteWriter out = new ByteWriter(540);
    terms.info().encode(out);
    return Bytes.wrap(noise.write(out.data(ours).toArray()));
  }

  /** The responder verifies, and signs for whom it has verified. */
  Bytes judge(byte[] message) throws EncodingException, WireException, HandshakeException {
    byte[] signed = noise.binding(true);
    ByteReader payload = reader(noise.read(message));
    theirs = PeerInfo.decode(payload);
    if (!theirs.hint().equals(hint)) {
      throw HandshakeException.judged(
          CloseReason.PROTOCOL_VIOLATION, "it says " + theirs.hint() + ", and said " + hint);
    }
    terms.check(theirs);
    verify(theirs, signed, payload.data("signature"));
    return terms.identity().sign(noise.binding(false));
  }

  /** The initiator hears whether it is taken on, which costs next to nothing. */
  void hear(byte[] message) throws EncodingException, WireException, HandshakeException {
    ByteReader verdict = reader(noise.cipher(false).open(message));
    int kind = verdict.u8("verdict");
    if (kind == REJECTED) {
      throw HandshakeException.refused(verdict.u8("reason"));
    } else if (kind != ACCEPTED) {
      throw new WireException("a verdict of " + kind + " was found; 0 or 1 would be right");
    }
    theirSignature = verdict.data("signature");
  }

  /** The initiator, taken on, verifies by whom. */
  @Nullable
  Bytes trust() throws HandshakeException {
    verify(
        Objects.requireNonNull(theirs),
        noise.binding(false),
        Objects.requireNonNull(theirSignature));
    return null;
  }

  private void verify(PeerInfo signer, byte[] signed, Bytes signature) throws HandshakeException {
    if (!terms.identity().verify(signer.hint().address(), signed, signature)) {
      throw HandshakeException.judged(
          CloseReason.INVALID_CHALLENGE_RESPONSE,
          "the signature over this handshake is not one of " + signer.hint().address());
    }
  }

  private static ByteReader reader(byte[] payload) {
    return new ByteReader(payload, 0, payload.length);
  }
}
