package io.fencewire.bus;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;

/** What a server announces to everybody on the node's address for events. */
public sealed interface PeerEvent extends BusRecord {
  /** A connection is LIVE; said exactly once, and before its {@link Disconnected}. */
  record Connected(PeerConnection connection) implements PeerEvent {}

  /** A connection that was LIVE is over; said exactly once. */
  record Disconnected(PeerConnection connection, CloseReason reason, CloseOrigin origin)
      implements PeerEvent {}

  /** A connection ended after the identity was proven and before it was LIVE. */
  record Abandoned(long session, PeerId peer, CloseReason reason, CloseOrigin origin)
      implements PeerEvent {}
}
