package io.fencewire.identity.aleo;

import java.security.SecureRandom;
import java.util.List;

/**
 * An Aleo account with its private key, which is a seed: a field element that all else follows from.
 *
 * <p>The secret scalars are multiplied with the generator, and hashed, in steps that don't depend on
 * them (see {@link Fp}). Additions and products of scalars are BigInteger's, as are conversions: one
 * such product goes into each signature, and its time depends on the secret a little.
 */
public final class AleoAccount {
  private final Fp seed;
  private final Scalar signingSecret;
  private final ViewKey viewKey;
  private final ComputeKey computeKey;
  private final AleoAddress address;

  private AleoAccount(Fp seed) {
    this.seed = seed;
    this.signingSecret = part("AleoAccountSignatureSecretKey0", seed);
    Scalar randomizer = part("AleoAccountSignatureRandomizer0.0", seed);
    this.computeKey =
        ComputeKey.of(GeneratorTable.times(signingSecret), GeneratorTable.times(randomizer));
    this.viewKey = new ViewKey(signingSecret.plus(randomizer).plus(computeKey.prf()));
    this.address = computeKey.address();
  }

  /** A new account, its seed drawn from {@code random}. */
  public static AleoAccount generate(SecureRandom random) {
    return new AleoAccount(Fp.of(Uniform.below(Fp.MODULUS, random)));
  }

  /**
   * The account of a private key in text, APrivateKey1…
   *
   * @throws EncodingException if it is no private key; the message does not quote it
   */
  public static AleoAccount parse(String privateKey) throws EncodingException {
    return new AleoAccount(Fp.decode(SecretText.PRIVATE_KEY.read(privateKey), 0));
  }

  /** The private key in text: whoever has it is the account. */
  public String privateKey() {
    return SecretText.PRIVATE_KEY.write(seed.encode());
  }

  /** The key that reads what is sent to the account. */
  public ViewKey viewKey() {
    return viewKey;
  }

  /** Who the account is. */
  public AleoAddress address() {
    return address;
  }

  /**
   * Signs a message, with a nonce from {@code random}.
   *
   * @throws IllegalArgumentException if it has more than 131,071 bytes
   */
  public AleoSignature sign(byte[] message, SecureRandom random) {
    return AleoSignature.make(this, message, Scalar.random(random));
  }

  ComputeKey computeKey() {
    return computeKey;
  }

  /** The secret sk_sig, which each signature hides behind its nonce. */
  Scalar signingSecret() {
    return signingSecret;
  }

  private static Scalar part(String use, Fp seed) {
    return Poseidon.RATE_2.hashToScalar(List.of(Poseidon.separator(use), seed));
  }

  /** The public half only: this text may end up in a log. */
  @Override
  public String toString() {
    return address.toString();
  }
}
