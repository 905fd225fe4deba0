package io.fencewire.server;

import io.fencewire.wire.MessageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
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
  private ByteBuffer unread = empty();
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
    ByteBuffer joined = ByteBuffer.allocate(unread.remaining() + bytes.length);
    unread = joined.put(unread).put(bytes).flip().order(ByteOrder.LITTLE_ENDIAN);
    while (unread.remaining() > LENGTH_BYTES + TYPE_BYTES
        && unread.remaining() >= LENGTH_BYTES + length()) {
      took();
      unread.position(unread.position() + LENGTH_BYTES + length());
    }
  }

  /** How long ago the last ping was written that has been answered. */
  long ageNanos(long now) {
    return answered == NEVER ? Long.MAX_VALUE : now - answered;
  }

  private int length() {
    return unread.getInt(unread.position());
  }

  private void took() {
    int at = unread.position() + LENGTH_BYTES;
    int type = unread.getShort(at);
    if (type == MessageType.PONG.id() && !plain.isEmpty()) {
      answered = Math.max(answered, plain.remove().at());
    } else if (type == MessageType.NONCE_PONG.id()) {
      long nonce = unread.getLong(at + TYPE_BYTES);
      marked.stream()
          .filter(asked -> asked.nonce() == nonce)
          .findFirst()
          .ifPresent(asked -> answered = Math.max(answered, asked.at()));
      marked.removeIf(asked -> asked.at() <= answered);
    }
  }

  private static ByteBuffer empty() {
    return ByteBuffer.allocate(0);
  }
}
