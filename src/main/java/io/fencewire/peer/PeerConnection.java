package io.fencewire.peer;

/**
 * What the server tells the other roles about one connection when it prepares it. Never changes
 * during the life of the connection.
 *
 * @param token the generation
 * @param peer the proven identity of the other end
 * @param address where the peer says it listens; the port may be 0 (not known)
 * @param direction who dialled
 * @param traits what the peer said of itself in the handshake
 * @param session the same number at both ends: the first 8 bytes of the SHA-256 of both nonces
 */
public record PeerConnection(
    ConnectionToken token,
    PeerId peer,
    ListenAddress address,
    Direction direction,
    PeerTraits traits,
    long session) {}
