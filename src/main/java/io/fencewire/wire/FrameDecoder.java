package io.fencewire.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into messages. The first six bytes of a frame, its length and its id,
 * decide whether the rest is waited for. Memory is taken only for bytes that have arrived, never
 * because a length promises more. After the first error the stream has no meaning any more: what is
 * fed is dropped, and {@link #next()} repeats the error.
 */
public final class FrameDecoder {
  private static final int LENGTH_SIZE = 4;
  private static final int ID_SIZE = 2;
  private static final int HEADER_SIZE = LENGTH_SIZE + ID_SIZE;

  /** The first four bytes of snarkOS's newer handshake, AE 1E 00 FF, read as a length. */
  private static final long NOISE_MAGIC = 0xff00_1eaeL;

  /** The first two bytes of a TLS ClientHello, 16 03, read as the low half of a length. */
  private static final int TLS_HANDSHAKE = 0x0316;

  private static final byte[] NOTHING = new byte[0];
  private static final int CAPACITY_MIN = 512;

  /** An empty buffer up to this size is kept for the next bytes; a larger one is given back. */
  private static final int CAPACITY_KEPT = 16 * 1024;

  private final FrameLimits limits;
  private byte[] buffer = NOTHING;
  private int start;
  private int end;

  /** Where in the stream the byte at {@code start} is. */
  private long position;

  private @Nullable WireException failure;

  /** A decoder that holds each frame to its limit. */
  public FrameDecoder(FrameLimits limits) {
    this.limits = limits;
  }

  /** Takes in a copy of bytes as they come from the socket. */
  public void feed(byte[] bytes) {
    if (failure == null) {
      makeRoom(bytes.length);
      System.arraycopy(bytes, 0, buffer, end, bytes.length);
      end += bytes.length;
    }
  }

  /**
   * The next whole message, or null if more bytes are needed.
   *
   * @throws WireException if the stream holds something else; then it is of no further use
   */
  public @Nullable Message next() throws WireException {
    if (failure != null) {
      throw failure;
    }
    try {
      return decode();
    } catch (WireException e) {
      failure = e;
      release(NOTHING);
      throw e;
    }
  }

  /** Takes these bytes away if the stream begins with them, and says whether it does. */
  public boolean skip(byte[] beginning) {
    boolean begins = position == 0
        && buffered() >= beginning.length
        && Arrays.equals(buffer, start, start + beginning.length, beginning, 0, beginning.length);
    if (begins) {
      advance(start + beginning.length);
    }
    return begins;
  }

  /**
   * The next block, whatever is in it: a length of four bytes, and so many bytes; or null if more are
   * needed.
   *
   * @param max how long it may be
   * @throws WireException if it is longer; then the stream is of no further use
   */
  public byte @Nullable [] nextBlock(int max) throws WireException {
    if (buffered() < LENGTH_SIZE) {
      return null;
    }
    long length = little(start, LENGTH_SIZE);
    if (length > max) {
      failure = refused("a block of " + length + " bytes was found", "at most " + max);
      release(NOTHING);
      throw failure;
    }
    int to = start + LENGTH_SIZE + (int) length;
    if (to > end) {
      return null;
    }
    byte[] block = Arrays.copyOfRange(buffer, start + LENGTH_SIZE, to);
    advance(to);
    return block;
  }

  /** Bytes that are waiting to be decoded. */
  public int buffered() {
    return end - start;
  }

  /** Bytes of memory that are held for them. */
  int capacity() {
    return buffer.length;
  }

  private @Nullable Message decode() throws WireException {
    if (buffered() < LENGTH_SIZE) {
      return null;
    }
    long length = little(start, LENGTH_SIZE);
    if (length < ID_SIZE) {
      throw refused("a length of " + length + " was found", "at least 2, for the message id,");
    }
    if (buffered() < HEADER_SIZE) {
      return null;
    }
    MessageType type = checkedType(length);
    int frame = LENGTH_SIZE + (int) length;
    return buffered() < frame ? null : decode(type, start + frame);
  }

  private Message decode(MessageType type, int to) throws WireException {
    try {
      ByteReader body = new ByteReader(buffer, start + HEADER_SIZE, to);
      Message message = Frame.decode(type, body, limits.hasLongerForms());
      advance(to);
      return message;
    } catch (WireException e) {
      throw new WireException(
          "%s at byte %d of the stream: %s".formatted(type, position, e.getMessage()));
    }
  }

  private MessageType checkedType(long length) throws WireException {
    int id = (int) little(start + LENGTH_SIZE, ID_SIZE);
    MessageType type = MessageType.ofId(id);
    if (type != null && length <= limits.max(type)) {
      return type;
    }
    checkForeign();
    if (type == null) {
      throw refused("the message id " + id + " was found", "0 to 12 or 256 to 262");
    }
    int max = limits.max(type);
    throw max == 0
        ? refused(type + " was found, which this network does not have", "another message")
        : refused(type + " with a length of " + length + " was found", "at most " + max);
  }

  /** Names two protocols that like to knock at this door: their beginnings are no frame of ours. */
  private void checkForeign() throws WireException {
    long first = position == 0 ? little(start, LENGTH_SIZE) : 0;
    if (first == NOISE_MAGIC) {
      throw refused("a Noise handshake (AE 1E 00 FF) was found", "a ChallengeRequest");
    }
    if ((first & 0xffff) == TLS_HANDSHAKE) {
      throw WireException.ofTls(
          sentence("a TLS ClientHello (16 03) was found", "a ChallengeRequest over plain TCP"));
    }
  }

  private WireException refused(String found, String right) {
    return new WireException(sentence(found, right));
  }

  private String sentence(String found, String right) {
    return "%s at byte %d of the stream; %s would be right".formatted(found, position, right);
  }

  private long little(int index, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (buffer[index + i] & 0xffL) << (8 * i);
    }
    return value;
  }

  private void advance(int to) {
    position += to - start;
    start = to;
    if (start == end) {
      release(buffer.length <= CAPACITY_KEPT ? buffer : NOTHING);
    }
  }

  private void release(byte[] kept) {
    buffer = kept;
    start = 0;
    end = 0;
  }

  /**
   * Makes room behind the unread bytes, which costs a move of them. Afterwards at least half of the
   * buffer is free, so that as many bytes again must be fed before the next move: bytes that come
   * one by one cost no more than bytes that come together.
   */
  private void makeRoom(int more) {
    if (more <= buffer.length - end) {
      return;
    }
    int unread = buffered();
    int needed = Math.addExact(unread, more);
    int capacity = Math.max(CAPACITY_MIN, unread == 0 ? needed : Math.multiplyExact(needed, 2));
    boolean fits = capacity <= buffer.length
        && buffer.length <= Math.max(CAPACITY_KEPT, Math.multiplyFull(capacity, 4));
    byte[] target = fits ? buffer : new byte[capacity];
    System.arraycopy(buffer, start, target, 0, unread);
    release(target);
    end = unread;
  }
}
