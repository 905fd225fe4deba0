package io.fencewire.server;

import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.Message;
import io.fencewire.wire.WireException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has received and not yet handled: bytes in the decoder, and messages that came
 * before this end was LIVE. The decoder lives from the first byte to the last, so that nothing that
 * arrives behind the handshake is lost.
 */
final class Inbound {
  private final FrameDecoder decoder;
  private final ServerOptions.Queues limits;
  private final ArrayDeque<Arrived> held = new ArrayDeque<>();
  private int heldBytes;
  private long fed;

  Inbound(FrameDecoder decoder, ServerOptions.Queues limits) {
    this.decoder = decoder;
    this.limits = limits;
  }

  /** A message and the bytes it took on the wire. */
  record Arrived(Message message, int size) {}

  /** Takes in bytes from the socket. */
  void feed(byte[] bytes) {
    decoder.feed(bytes);
    fed += bytes.length;
  }

  /** How many bytes have come, in all. */
  long fed() {
    return fed;
  }

  /** The bytes from the socket that nobody has taken: a handshake cuts them in its own way. */
  FrameDecoder stream() {
    return decoder;
  }

  /** The next message from the socket, or null if it is not all there. */
  @Nullable
  Arrived decode() throws WireException {
    int before = decoder.buffered();
    Message message = decoder.next();
    return message == null ? null : new Arrived(message, before - decoder.buffered());
  }

  /** Keeps a message until this end is LIVE. */
  void hold(Arrived arrived) {
    held.add(arrived);
    heldBytes += arrived.size();
  }

  /** The oldest message that was kept, or null. */
  @Nullable
  Arrived release() {
    Arrived oldest = held.poll();
    if (oldest != null) {
      heldBytes -= oldest.size();
    }
    return oldest;
  }

  /** Whether no more may be kept. */
  boolean isFull() {
    return held.size() >= limits.inboundMessages() || heldBytes >= limits.inboundBytes();
  }
}
