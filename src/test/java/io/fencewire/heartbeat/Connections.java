package io.fencewire.heartbeat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.ServerId;

/** Connections to try heartbeats with. */
final class Connections {
  static final ServerId SERVER = new ServerId(1, 2);
  static final ServerId OTHER_SERVER = new ServerId(3, 4);

  private Connections() {}

  /** A connection to a peer whose pongs carry nonces. */
  static PeerConnection connection(long sequence) {
    return connection(new ConnectionToken(SERVER, sequence), 1);
  }

  /** A connection to a peer that only knows Ping and Pong. */
  static PeerConnection plainConnection(long sequence) {
    return connection(new ConnectionToken(SERVER, sequence), 0);
  }

  static PeerConnection connection(ConnectionToken token, int extensions) {
    return new PeerConnection(
        token,
        PeerId.of(new byte[PeerId.SIZE]),
        new ListenAddress("127.0.0.1", 4130),
        Direction.OUTBOUND,
        new PeerTraits(NodeType.CLIENT, 17, extensions),
        token.sequence());
  }
}
