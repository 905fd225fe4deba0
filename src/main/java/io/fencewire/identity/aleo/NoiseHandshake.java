package io.fencewire.identity.aleo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * One side of the Noise handshake XX with X25519, ChaCha20-Poly1305 and BLAKE2s, as snarkOS has it
 * from 2026 on: three messages, the initiator's first, each with a payload (the first one's in clear
 * text). Then both ends know the same hash of all that was said. Whoever signs its {@link #binding}
 * proves that he is at the end of this very connection; what somebody in between passes on does not
 * fit.
 */
public final class NoiseHandshake {
  /** The longest message that snarkOS takes, in bytes. */
  public static final int MESSAGE_MAX = 1024;

  private static final int KEY_SIZE = X25519.POINT_SIZE;
  private static final byte[] MAGIC = {(byte) 0xae, 0x1e, 0, (byte) 0xff};
  private static final String DOMAIN = "snarkos-router-handshake-v1";

  /** Which message is next. */
  private enum Next {
    /** The initiator's ephemeral key. */
    FIRST,
    /** The responder's ephemeral and static keys. */
    SECOND,
    /** The initiator's static key. */
    THIRD,
    /** None: the channel is made. */
    NONE,
    /** None: a message was not what it should be. */
    BROKEN
  }

  private final boolean initiator;
  private final byte[] staticSecret;
  private final byte[] ephemeralSecret;
  private final NoiseTranscript transcript;
  private byte[] theirEphemeral = {};
  private Next next = Next.FIRST;

  NoiseHandshake(boolean initiator, byte[] prologue, byte[] staticSecret, byte[] ephemeralSecret) {
    this.initiator = initiator;
    this.staticSecret = staticSecret;
    this.ephemeralSecret = ephemeralSecret;
    this.transcript = new NoiseTranscript(prologue);
  }

  /** The side that dialled, with keys for this connection alone. They must be unpredictable. */
  public static NoiseHandshake initiator(RandomGenerator random) {
    return new NoiseHandshake(true, MAGIC, secret(random), secret(random));
  }

  /** The side that was dialled, with keys for this connection alone. They must be unpredictable. */
  public static NoiseHandshake responder(RandomGenerator random) {
    return new NoiseHandshake(false, MAGIC, secret(random), secret(random));
  }

  /** What goes over the wire before the first message; no frame of snarkOS begins like this. */
  public static byte[] magic() {
    return MAGIC.clone();
  }

  /**
   * The next message, with this payload in it.
   *
   * @throws IllegalStateException if it is not our turn
   */
  public byte[] write(byte[] payload) {
    requireTurn(initiator);
    byte[] keys = switch (next) {
      case FIRST -> ephemeralKey();
      case SECOND -> {
        byte[] ephemeral = ephemeralKey();
        transcript.mixKey(agreed(ephemeralSecret, theirEphemeral));
        byte[] sealed = transcript.seal(publicKey(staticSecret));
        transcript.mixKey(agreed(staticSecret, theirEphemeral));
        yield joined(ephemeral, sealed);
      }
      case THIRD -> {
        byte[] sealed = transcript.seal(publicKey(staticSecret));
        transcript.mixKey(agreed(staticSecret, theirEphemeral));
        yield sealed;
      }
      case NONE, BROKEN -> throw new IllegalStateException("the handshake is over");
    };
    become(following());
    return joined(keys, transcript.seal(payload));
  }

  /**
   * Takes in the next message, and returns its payload. After an exception there is no going on.
   *
   * @throws EncodingException if it is too short, or was altered
   * @throws IllegalStateException if it is our turn
   */
  public byte[] read(byte[] message) throws EncodingException {
    requireTurn(!initiator);
    try {
      int size = keySizeOf(message);
      takeKeys(Arrays.copyOf(message, size));
      byte[] payload = transcript.open(Arrays.copyOfRange(message, size, message.length));
      become(following());
      return payload;
    } catch (EncodingException e) {
      become(Next.BROKEN);
      throw e;
    }
  }

  /**
   * What a party signs with its account to be bound to this connection: who it is in the handshake,
   * and the hash of all that was said until now. The initiator signs after the second message, the
   * responder after the third.
   */
  public byte[] binding(boolean byInitiator) {
    String party = DOMAIN + (byInitiator ? "|initiator" : "|responder");
    return joined(party.getBytes(StandardCharsets.US_ASCII), transcript.hash());
  }

  /** The payload of a first message, which anybody can read, and nobody has vouched for. */
  public static byte[] clearText(byte[] first) throws EncodingException {
    if (first.length < KEY_SIZE) {
      throw new EncodingException("the first Noise message has " + first.length
          + " bytes; it should have a key of " + KEY_SIZE);
    }
    return Arrays.copyOfRange(first, KEY_SIZE, first.length);
  }

  /** The hash of all that was said until now, the same at both ends. */
  public byte[] hash() {
    return transcript.hash();
  }

  /** Whether all three messages were said. */
  public boolean isOver() {
    return next == Next.NONE;
  }

  /**
   * The cipher for what the initiator says (true) or the responder (false) from now on.
   *
   * @throws IllegalStateException if the handshake is not over
   */
  public NoiseCipher cipher(boolean ofInitiator) {
    if (next != Next.NONE) {
      throw new IllegalStateException("the " + next + " message is missing");
    }
    return transcript.channel(ofInitiator);
  }

  private void requireTurn(boolean initiators) {
    boolean isOver = next == Next.NONE || next == Next.BROKEN;
    if (isOver || (next == Next.SECOND) == initiators) {
      throw new IllegalStateException("it is not the time for that; next: " + next);
    }
  }

  /** How many bytes come before the payload. */
  private int keySizeOf(byte[] message) throws EncodingException {
    int sealed = KEY_SIZE + NoiseCipher.TAG_SIZE;
    int size = switch (next) {
      case FIRST -> KEY_SIZE;
      case SECOND -> KEY_SIZE + sealed;
      case THIRD -> sealed;
      case NONE, BROKEN -> 0;
    };
    if (message.length < size || message.length > MESSAGE_MAX) {
      throw new EncodingException("the " + next + " Noise message has " + message.length
          + " bytes, it should have " + size + " to " + MESSAGE_MAX);
    }
    return size;
  }

  private byte[] ephemeralKey() {
    byte[] key = publicKey(ephemeralSecret);
    transcript.mixHash(key);
    return key;
  }

  private void takeKeys(byte[] keys) throws EncodingException {
    switch (next) {
      case FIRST -> takeEphemeral(keys);
      case SECOND -> {
        takeEphemeral(Arrays.copyOf(keys, KEY_SIZE));
        transcript.mixKey(agreed(ephemeralSecret, theirEphemeral));
        takeStatic(Arrays.copyOfRange(keys, KEY_SIZE, keys.length));
      }
      case THIRD -> takeStatic(keys);
      case NONE, BROKEN -> throw new IllegalStateException("the handshake is over");
    }
  }

  private void takeStatic(byte[] sealed) throws EncodingException {
    byte[] key = transcript.open(sealed);
    transcript.mixKey(agreed(ephemeralSecret, key));
  }

  private void takeEphemeral(byte[] key) {
    theirEphemeral = key;
    transcript.mixHash(key);
  }

  private Next following() {
    return switch (next) {
      case FIRST -> Next.SECOND;
      case SECOND -> Next.THIRD;
      case THIRD -> Next.NONE;
      case NONE, BROKEN -> Next.BROKEN;
    };
  }

  private void become(Next following) {
    assert next.ordinal() < following.ordinal() : next + " does not lead to " + following;
    next = following;
  }

  private static byte[] secret(RandomGenerator random) {
    byte[] secret = new byte[X25519.SCALAR_SIZE];
    random.nextBytes(secret);
    return secret;
  }

  private static byte[] publicKey(byte[] secret) {
    byte[] key = new byte[KEY_SIZE];
    X25519.generatePublicKey(secret, 0, key, 0);
    return key;
  }

  /** All zeros for a key of small order: that is known to everybody, as it is in every Noise. */
  private static byte[] agreed(byte[] secret, byte[] key) {
    byte[] shared = new byte[KEY_SIZE];
    X25519.calculateAgreement(secret, 0, key, 0, shared, 0);
    return shared;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }
}
