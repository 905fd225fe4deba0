package io.fencewire.gossip;

import io.fencewire.peer.Lease;
import io.fencewire.peer.PeerConnection;

/**
 * A connection that a server has, as its snapshot lists it.
 *
 * @param lease gossip's; {@link Lease#NONE} if it was given none, and so has no business there
 * @param live false while it is being prepared
 */
public record ListedLink(PeerConnection connection, Lease lease, boolean live) {}
