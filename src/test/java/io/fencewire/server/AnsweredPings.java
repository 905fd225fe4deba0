package io.fencewire.server;

import io.fencewire.wire.MessageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * When a server wrote the last ping that its peer has answered, seen from the bytes that went over
 * one socket. Other bytes don't count: they may have been under way since before the ping.
 */
final class AnsweredPings {
  private static final int LENGTH_BYTES = 4;
  private static final int TYPE_BYTES = 2;
  private static final long NEVER = Long.MIN_VALUE;

  private final Deque<Asked> plain = new ArrayDeque<>();
  private final Deque<Asked> marked = new ArrayDeque<>();
  private byte[] unread = {};
  private long answered = NEVER;

  private record Asked(long nonce, long at) {}

  /** A frame goes out. */
  void wrote(byte[] frame, long now) {
    ByteBuffer bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    int type = bytes.getShort(LENGTH_BYTES);
    if (type == MessageType.PING.id()) {
      plain.add(new Asked(0, now));
    } else if (type == MessageType.NONCE_PING.id()) {
      marked.add(new Asked(nonce(frame), now));
    }
  }

  /** The nonce of a frame that is a NoncePing. */
  static long nonce(byte[] frame) {
    return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getLong(LENGTH_BYTES + TYPE_BYTES);
  }

  /** Bytes came in, maybe torn. */
  void heard(byte[] bytes) {
    byte[] joined = Arrays.copyOf(unread, unread.length + bytes.length);
    System.arraycopy(bytes, 0, joined, unread.length, bytes.length);
    ByteBuffer frames = ByteBuffer.wrap(joined).order(ByteOrder.LITTLE_ENDIAN);
    while (frames.remaining() >= LENGTH_BYTES + TYPE_BYTES
        && frames.remaining() >= LENGTH_BYTES + frames.getInt(frames.position())) {
      took(frames);
      frames.position(frames.position() + LENGTH_BYTES + frames.getInt(frames.position()));
    }
    unread = Arrays.copyOfRange(joined, frames.position(), joined.length);
  }

  /** How long ago the last ping was written that has been answered. */
  long ageNanos(long now) {
    return answered == NEVER ? Long.MAX_VALUE : now - answered;
  }

  private void took(ByteBuffer frames) {
    int at = frames.position() + LENGTH_BYTES;
    int type = frames.getShort(at);
    if (type == MessageType.PONG.id() && !plain.isEmpty()) {
      answered = Math.max(answered, plain.remove().at());
    } else if (type == MessageType.NONCE_PONG.id()) {
      long nonce = frames.getLong(at + TYPE_BYTES);
      marked.stream()
          .filter(asked -> asked.nonce() == nonce)
          .findFirst()
          .ifPresent(asked -> answered = Math.max(answered, asked.at()));
      marked.removeIf(asked -> asked.at() <= answered);
    }
  }
}
