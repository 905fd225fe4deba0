package io.fencewire.heartbeat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;

/**
 * One ping as it is asked of the server.
 *
 * @param token the generation it is meant for
 * @param lease our right to act on that generation
 * @param nonce not zero; tells this ping's answer from every other's
 */
public record PingOrder(ConnectionToken token, Lease lease, long nonce) {}
