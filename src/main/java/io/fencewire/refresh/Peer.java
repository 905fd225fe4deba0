package io.fencewire.refresh;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.PeerConnection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One connection in the picture the refresher has.
 *
 * @param connection what the server tells about it
 * @param dialed the address or name we dialled to get it, which need not be the one the peer names
 * @param live whether it is LIVE; else it is being prepared
 * @param since when it was first seen LIVE, or first seen at all
 * @param busy whether bytes are queued or unacknowledged on it
 */
record Peer(
    PeerConnection connection,
    Optional<DialTarget> dialed,
    boolean live,
    long since,
    boolean busy) {

  ConnectionToken token() {
    return connection.token();
  }

  /** Where this peer can be dialled, as far as known: none, one or two addresses or names. */
  Set<DialTarget> addresses() {
    Set<DialTarget> addresses = new HashSet<>();
    addresses.add(connection.address());
    dialed.ifPresent(addresses::add);
    addresses.removeIf(address -> address.port() == 0);
    return addresses;
  }
}
