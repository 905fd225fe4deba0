package io.fencewire.handshake;

import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;

/**
 * What a handshake established about the other end.
 *
 * @param peer its identity, proven by its signature over a nonce of ours
 * @param listenPort where it says it listens, which nothing proves; 0 for not known
 * @param traits what it said of itself, which nothing proves either
 * @param session the first 8 bytes, big-endian, of the SHA-256 of the initiator's challenge nonce and
 *     the responder's, 8 bytes little-endian each: the same at both ends, and another for each
 *     handshake
 */
public record Proven(PeerId peer, int listenPort, PeerTraits traits, long session) {}
