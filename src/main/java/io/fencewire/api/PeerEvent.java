package io.fencewire.api;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;

/** What happens to the connections of a node. */
public sealed interface PeerEvent {
  /** A connection is LIVE; said exactly once, and before its {@link Disconnected}. */
  record Connected(PeerConnection connection) implements PeerEvent {}

  /** A connection that was LIVE is over; said exactly once. */
  record Disconnected(PeerConnection connection, CloseReason reason, CloseOrigin origin)
      implements PeerEvent {}

  /** A connection ended after the identity was proven and before it was LIVE. */
  record Abandoned(long session, PeerId peer, CloseReason reason, CloseOrigin origin)
      implements PeerEvent {}
}
