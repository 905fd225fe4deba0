package io.fencewire.identity.aleo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** One direction of a Noise channel: ChaCha20-Poly1305 under one key, its messages numbered. */
public final class NoiseCipher {
  /** How much longer than its text a sealed message is, in bytes. */
  public static final int TAG_SIZE = 16;

  private static final int NONCE_SIZE = 12;

  private final byte[] key;
  private long number;

  NoiseCipher(byte[] key) {
    this.key = key;
  }

  /** Seals the next message. */
  public byte[] seal(byte[] text) {
    return seal(new byte[0], text);
  }

  /**
   * Opens the next message.
   *
   * @throws EncodingException if it is not the one that the other end has sealed
   */
  public byte[] open(byte[] sealed) throws EncodingException {
    return open(new byte[0], sealed);
  }

  byte[] seal(byte[] associated, byte[] text) {
    try {
      return run(true, associated, text);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("sealing checks nothing that could be wrong", e);
    }
  }

  byte[] open(byte[] associated, byte[] sealed) throws EncodingException {
    try {
      return run(false, associated, sealed);
    } catch (InvalidCipherTextException e) {
      throw new EncodingException("a Noise message is not what the other end has sealed");
    }
  }

  private byte[] run(boolean sealing, byte[] associated, byte[] input)
      throws InvalidCipherTextException {
    ByteBuffer nonce = ByteBuffer.allocate(NONCE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    nonce.putInt(0).putLong(number);
    ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
    cipher.init(
        sealing,
        new AEADParameters(new KeyParameter(key), TAG_SIZE * Byte.SIZE, nonce.array(), associated));
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    int length = cipher.processBytes(input, 0, input.length, output, 0);
    cipher.doFinal(output, length);
    number++; // only now: what can't be opened does not count
    return output;
  }
}
