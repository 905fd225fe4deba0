package io.fencewire.crawl;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import org.jspecify.annotations.Nullable;

/** What a visit to one address has found. */
public sealed interface Finding {
  /** The address, and who told it. */
  Lead lead();

  /**
   * A node that has proven who it is.
   *
   * @param height how far it says its chain has come; null if it has not said it
   * @param rttNanos from our Ping to its Pong; null if there was none
   * @param connectNanos from the dial to the end of the handshake: the round trip takes less
   * @param told how many addresses it told; null if it has not answered
   * @param end why it ended the connection by itself; null if we took our leave
   */
  record Node(
      Lead lead,
      PeerId peer,
      PeerTraits traits,
      @Nullable Long height,
      @Nullable Long rttNanos,
      long connectNanos,
      @Nullable Integer told,
      @Nullable CloseReason end)
      implements Finding {}

  /**
   * No connection came of it.
   *
   * @param reason why; null if nothing was dialled
   * @param detail a sentence for people, or empty
   */
  record Nobody(Lead lead, @Nullable CloseReason reason, String detail) implements Finding {}
}
