package io.fencewire;

import io.fencewire.gossip.GossipOptions;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.refresh.RefreshOptions;
import io.fencewire.server.ServerOptions;
import java.nio.file.Path;

/**
 * What a whole node is told at its start: one record per role.
 *
 * @param node the logical node's name, the first part of its addresses on the bus
 * @param key the file the node's key is kept in; made on the first start
 * @param server the owner of the sockets
 * @param heartbeat the pings
 * @param gossip the relay
 * @param refresh the peer count and the address book
 */
public record NodeOptions(
    String node,
    Path key,
    ServerOptions server,
    HeartbeatOptions heartbeat,
    GossipOptions gossip,
    RefreshOptions refresh) {}
