package io.fencewire.handshake;

import io.fencewire.peer.CloseReason;
import io.fencewire.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The costly part of one step of a handshake. Nothing else touches what it works with meanwhile, so
 * that any thread may do it.
 */
public interface Proof {
  /** Does it: this takes as long as signatures and the agreement of keys do. */
  Result run();

  /**
   * What came of it.
   *
   * @param failure why the handshake ends with it; null if it goes on
   * @param product what was made, as a signature of ours; null if nothing was asked for
   */
  record Result(
      @Nullable HandshakeException failure, @Nullable Bytes product) {
    /** Nothing was wrong, and this was made. */
    static Result of(@Nullable Bytes product) {
      return new Result(null, product);
    }

    /** Something was wrong. */
    static Result failed(HandshakeException failure) {
      return new Result(failure, null);
    }

    /** Nobody had room to do it, or could. */
    public static Result undone(String why) {
      return failed(HandshakeException.judged(CloseReason.PENDING_FULL, why));
    }
  }
}
