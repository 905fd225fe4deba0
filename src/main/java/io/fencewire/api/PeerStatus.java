package io.fencewire.api;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Rtt;
import org.jspecify.annotations.Nullable;

/**
 * One connection in the list of peers.
 *
 * @param state PREPARING or LIVE
 * @param rtt its round-trip times, or null as long as none was measured
 * @param height the newest block that its peer says it has, in an Aleo network; null if it has not
 *     said
 */
public record PeerStatus(
    PeerConnection connection,
    ConnectionState state,
    @Nullable Rtt rtt,
    @Nullable Long height) {}
