package io.fencewire.identity.aleo;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a Noise handshake have said so far, as a hash, and the keys that have come out
 * of it. If anything was altered on its way, the ends no longer agree on either.
 */
final class NoiseTranscript {
  private static final String PROTOCOL = "Noise_XX_25519_ChaChaPoly_BLAKE2s";
  private static final int HASH_SIZE = 32;

  private byte[] hash;
  private byte[] chainingKey;
  private @Nullable NoiseCipher cipher;

  NoiseTranscript(byte[] prologue) {
    this.hash = hashed(PROTOCOL.getBytes(StandardCharsets.US_ASCII), new byte[0]);
    this.chainingKey = hash;
    mixHash(prologue);
  }

  /** The hash of all that was said. */
  byte[] hash() {
    return hash.clone();
  }

  void mixHash(byte[] data) {
    hash = hashed(hash, data);
  }

  /** Takes in a secret that both ends share. */
  void mixKey(byte[] secret) {
    byte[] key = hmac(chainingKey, secret, new byte[0]);
    chainingKey = hmac(key, new byte[0], new byte[] {1});
    cipher = new NoiseCipher(hmac(key, chainingKey, new byte[] {2}));
  }

  /** Seals what is said next; in clear text as long as there is no key. */
  byte[] seal(byte[] text) {
    byte[] sealed = cipher == null ? text : cipher.seal(hash, text);
    mixHash(sealed);
    return sealed;
  }

  byte[] open(byte[] sealed) throws EncodingException {
    byte[] text = cipher == null ? sealed : cipher.open(hash, sealed);
    mixHash(sealed);
    return text;
  }

  /** A cipher of the channel that comes next: the initiator's or the responder's. */
  NoiseCipher channel(boolean ofInitiator) {
    byte[] key = hmac(chainingKey, new byte[0], new byte[0]);
    byte[] first = hmac(key, new byte[0], new byte[] {1});
    return new NoiseCipher(ofInitiator ? first : hmac(key, first, new byte[] {2}));
  }

  private static byte[] hashed(byte[] first, byte[] second) {
    Blake2sDigest digest = new Blake2sDigest(HASH_SIZE * Byte.SIZE);
    digest.update(first, 0, first.length);
    digest.update(second, 0, second.length);
    byte[] result = new byte[HASH_SIZE];
    digest.doFinal(result, 0);
    return result;
  }

  private static byte[] hmac(byte[] key, byte[] first, byte[] second) {
    HMac mac = new HMac(new Blake2sDigest(HASH_SIZE * Byte.SIZE));
    mac.init(new KeyParameter(key));
    mac.update(first, 0, first.length);
    mac.update(second, 0, second.length);
    byte[] result = new byte[HASH_SIZE];
    mac.doFinal(result, 0);
    return result;
  }
}
