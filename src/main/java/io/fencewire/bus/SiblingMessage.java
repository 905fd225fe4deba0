package io.fencewire.bus;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import java.util.List;

/**
 * What the servers of one node tell each other, at the address of all of them, so that a peer that is
 * connected to two of them is found. Each carries a reading of the teller's monotonic clock, in
 * nanoseconds. One that is lost costs time: the next complete list makes it right.
 */
public sealed interface SiblingMessage extends BusRecord {
  /** Which start of which server says this. */
  ServerId serverId();

  /** The server's clock when it said this. */
  long reading();

  /** This connection is LIVE. */
  record Gained(PeerConnection connection, long reading) implements SiblingMessage {
    @Override
    public ServerId serverId() {
      return connection.token().serverId();
    }
  }

  /** This connection, which was LIVE, is over. */
  record Lost(ConnectionToken token, PeerId peer, long reading) implements SiblingMessage {
    @Override
    public ServerId serverId() {
      return token.serverId();
    }
  }

  /**
   * All that are LIVE: said now and then, and when another server is heard for the first time.
   *
   * @param home who and where the server is
   */
  record Holds(ServerId serverId, Home home, List<PeerConnection> connections, long reading)
      implements SiblingMessage {}

  /**
   * The server is about to stop, and closes these connections now: the others dial their peers.
   *
   * @param connections were LIVE until now
   */
  record HandsOver(ServerId serverId, List<PeerConnection> connections, long reading)
      implements SiblingMessage {}

  /**
   * Who and where a server is.
   *
   * @param jvm the JVM it runs in
   * @param identity what it proves to its peers; all servers of a node have the same
   */
  record Home(String jvm, PeerId identity) {}
}
