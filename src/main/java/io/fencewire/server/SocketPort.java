package io.fencewire.server;

import io.fencewire.peer.PeerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection may do to the one socket it owns, and to its one timer. Never calls back in the
 * same turn.
 */
interface SocketPort {
  /** Names the connection that is called back; said once, before anything else. */
  void ownedBy(Connection connection);

  /**
   * Writes frames, in this order, as one write. {@link PeerServer#written} follows when they have
   * left for the kernel; there is no second write before that, but for the last one.
   */
  void write(List<byte[]> frames);

  /** Reads no more until {@link #resume()}. */
  void pause();

  /** Reads again. */
  void resume();

  /** Ends the socket at once, whatever waits in it. */
  void close();

  /**
   * The identity that the channel below has proven by itself (TLS), or null if it proves none (plain
   * TCP). To be asked once something has been received.
   */
  @Nullable
  PeerId channelPeer();

  /** Arms the connection's one timer for {@link PeerServer#wake}, in place of what it was armed for. */
  void arm(long atNanos);

  /** Cancels the connection's timer. */
  void disarm();
}
