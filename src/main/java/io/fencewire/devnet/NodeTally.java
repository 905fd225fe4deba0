package io.fencewire.devnet;

import io.fencewire.devnet.Session.Close;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Direction;

/** What the auditor has counted of one node, from that node's own announcements. */
public final class NodeTally {
  private final LiveRange peers = new LiveRange();
  private int inbound;
  private int rotations;

  /** A connection became LIVE. */
  void connected(Direction direction) {
    peers.add(1);
    inbound += direction == Direction.INBOUND ? 1 : 0;
  }

  /** A LIVE connection ended. */
  void disconnected(Direction direction, Close close) {
    peers.add(-1);
    inbound -= direction == Direction.INBOUND ? 1 : 0;
    boolean rotated =
        close.reason() == CloseReason.ROTATION && close.origin() == CloseOrigin.COMMAND;
    rotations += rotated ? 1 : 0;
  }

  /** Its LIVE connections. */
  public LiveRange peers() {
    return peers;
  }

  /** How many of them the other end dialled. */
  public int inbound() {
    return inbound;
  }

  /** How many it dialled itself. */
  public int outbound() {
    return peers.now() - inbound;
  }

  /** How many connections this node's own refresher rotated away. */
  public int rotations() {
    return rotations;
  }
}
