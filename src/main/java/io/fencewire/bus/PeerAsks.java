package io.fencewire.bus;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Message;

/**
 * A peer asks for what an application alone can have, blocks or the puzzle. Whoever takes it on
 * answers with {@link RoleAnswer.Taken}, and sends the answer for the peer with a {@link
 * ServerCommand.Send}, if it has one.
 *
 * @param nanos for how long the server waits for the answer
 */
public record PeerAsks(ConnectionToken token, PeerId peer, Message request, long nanos)
    implements BusRecord {}
