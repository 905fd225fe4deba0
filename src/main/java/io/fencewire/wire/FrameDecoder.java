package io.fencewire.wire;

import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into messages. */
public final class FrameDecoder {
  public FrameDecoder(FrameLimits limits) {}

  /** Takes in bytes as they come from the socket. */
  public void feed(byte[] bytes) {}

  /** The next whole message, or null if more bytes are needed. */
  public @Nullable Message next() throws WireException {
    return null;
  }

  /** Bytes that are waiting to be decoded. */
  public int buffered() {
    return 0;
  }
}
