package io.fencewire.heartbeat;

import io.fencewire.peer.Lease;
import io.fencewire.peer.PeerConnection;

/**
 * One connection that a server's snapshot says is there.
 *
 * @param lease our lease on it, or {@link Lease#NONE}
 * @param live whether it may be pinged; else it is still being prepared
 */
public record Held(PeerConnection connection, Lease lease, boolean live) {}
