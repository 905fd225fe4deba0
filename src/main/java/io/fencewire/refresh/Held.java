package io.fencewire.refresh;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.PeerConnection;

/**
 * One connection as a server showed it.
 *
 * @param state PREPARING or LIVE
 * @param busy whether bytes are queued or unacknowledged on it
 */
record Held(PeerConnection connection, ConnectionState state, boolean busy) {}
