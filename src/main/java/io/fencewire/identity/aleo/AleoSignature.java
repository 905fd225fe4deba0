package io.fencewire.identity.aleo;

import io.fencewire.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A Schnorr signature over a message, with the compute key that checks it: 128 bytes, in text sign1…
 */
public final class AleoSignature {
  /** Length of an encoded signature, in bytes. */
  public static final int SIZE = 2 * Scalar.SIZE + ComputeKey.SIZE;

  private static final String KIND = "sign";

  private final Scalar challenge;
  private final Scalar response;
  private final ComputeKey key;

  private AleoSignature(Scalar challenge, Scalar response, ComputeKey key) {
    this.challenge = challenge;
    this.response = response;
    this.key = key;
  }

  /**
   * Signs. Whoever learns the nonce, or sees two signatures with one nonce, knows the secret.
   *
   * @throws IllegalArgumentException if the message is too long
   */
  static AleoSignature make(AleoAccount account, byte[] message, Scalar nonce) {
    if (!MessageFields.areFew(message)) {
      throw new IllegalArgumentException("a message of " + message.length
          + " bytes is too long: it may have " + MessageFields.COUNT_MAX + " field elements");
    }
    Fp commitment = GeneratorTable.times(nonce).affineX();
    ComputeKey key = account.computeKey();
    Scalar challenge = challenge(commitment, key, account.address(), message);
    return new AleoSignature(challenge, nonce.minus(challenge.times(account.signingSecret())), key);
  }

  /**
   * Reads the first 128 bytes; what follows is ignored, as snarkVM does. What costs little is looked
   * at first.
   *
   * @throws EncodingException if there are fewer, or they are not two scalars and two points
   */
  public static AleoSignature decode(byte[] bytes) throws EncodingException {
    if (bytes.length < SIZE) {
      throw new EncodingException("a signature has " + SIZE + " bytes, not " + bytes.length);
    }
    return new AleoSignature(
        Scalar.decode(bytes, 0),
        Scalar.decode(bytes, Scalar.SIZE),
        ComputeKey.decode(bytes, 2 * Scalar.SIZE));
  }

  /**
   * Reads the text that {@link #toString()} writes.
   *
   * @throws EncodingException if it is no signature
   */
  public static AleoSignature parse(String text) throws EncodingException {
    return decode(Bech32m.decode(KIND, text, SIZE));
  }

  /** The 128 bytes. */
  public Bytes encode() {
    byte[] bytes = new byte[SIZE];
    System.arraycopy(challenge.encode(), 0, bytes, 0, Scalar.SIZE);
    System.arraycopy(response.encode(), 0, bytes, Scalar.SIZE, Scalar.SIZE);
    System.arraycopy(key.encode(), 0, bytes, 2 * Scalar.SIZE, ComputeKey.SIZE);
    return Bytes.wrap(bytes);
  }

  /**
   * Whether the account with this address made it over this message. As in every implementation, the
   * same signature is valid for some messages that differ in zero bytes at the end.
   */
  public boolean isValid(AleoAddress signer, byte[] message) {
    if (!MessageFields.areFew(message) || !key.belongsTo(signer)) {
      return false;
    }
    Point commitment = GeneratorTable.times(response).plus(key.signing().times(challenge));
    return challenge(commitment.affineX(), key, signer, message).equals(challenge);
  }

  private static Scalar challenge(
      Fp commitment, ComputeKey key, AleoAddress signer, byte[] message) {
    List<Fp> inputs =
        new ArrayList<>(List.of(commitment, key.signingX(), key.randomizerX(), signer.x()));
    inputs.addAll(MessageFields.of(message));
    return Poseidon.RATE_8.hashToScalar(inputs);
  }

  /** The text, sign1 and 211 more characters. */
  @Override
  public String toString() {
    return Bech32m.encode(KIND, encode().toArray());
  }
}
