package io.fencewire.handshake;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.WireException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of what both ends of a connection say first, until each knows who the other is. It takes
 * its messages out of the stream, one at a time, and gives back what is to be written.
 *
 * <p>What costs more than a look, signatures above all, it does not do itself: that is a {@link
 * Proof}, to be done where it holds up nobody. Until then nothing is taken in.
 */
public interface Handshake {
  /** What to write as soon as the socket is open. */
  List<byte[]> opening();

  /**
   * Takes in the next message of the peer, and makes every check that costs nothing.
   *
   * @return what came of it; null if the message is not all there
   * @throws HandshakeException if the handshake fails with it
   * @throws WireException if the stream holds something else; then it is of no further use
   * @throws IllegalStateException if the handshake was over before, or something is being proved
   */
  @Nullable
  Taken take(FrameDecoder stream) throws HandshakeException, WireException;

  /**
   * Goes on after the costly part of a step.
   *
   * @return what to write now
   * @throws HandshakeException if the handshake fails with it
   * @throws IllegalStateException if nothing is being proved
   */
  List<byte[]> goOn(Proof.Result result) throws HandshakeException;

  /** What tells a peer that dialled that it is taken on; empty where peers are not told. */
  List<byte[]> welcome();

  /** The last word to a peer that is not taken on; null if it could not understand any. */
  byte @Nullable [] farewell(CloseReason reason);

  /** Whether it goes on with {@link #goOn} alone. */
  boolean isProving();

  /** Whether the identity of the peer is proven; it remains so if the peer then refuses us. */
  boolean isProven();

  /** Whether nothing is owed any more: the identities are proven. */
  boolean isComplete();

  /** Whether a peer that dialled hears that it is taken on before its side is complete. */
  boolean hasWelcome();

  /**
   * What was established about the peer.
   *
   * @throws IllegalStateException if its identity is not proven (yet)
   */
  Proven proven();

  /**
   * Who the peer says it is, where that is said before any key is agreed, so that whoever is not
   * wanted costs nothing; null otherwise.
   */
  default @Nullable PeerId claimed() {
    return null;
  }

  /** Whether the peer may ping with this message version. */
  boolean accepts(long version);

  /**
   * What came of a message.
   *
   * @param proof the costly part of this step, after which {@link #goOn} goes on; null if there is
   *     none
   */
  record Taken(@Nullable Proof proof) {}
}
