package io.fencewire.server;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import org.jspecify.annotations.Nullable;

/** What is known of an address before it is dialled. */
final class Reach {
  private final ConnectionTable table;
  private final Siblings siblings;
  private final Admission admission;
  private final int peersMax;

  Reach(ConnectionTable table, Siblings siblings, Admission admission, int peersMax) {
    this.table = table;
    this.siblings = siblings;
    this.admission = admission;
    this.peersMax = peersMax;
  }

  /** Who alone is accepted where this target leads, or null if anybody is. */
  @Nullable
  PeerId expectedAt(DialTarget target) {
    return admission.expectedAt(target);
  }

  /** Why an address can't be dialled now, or null if it can. */
  @Nullable
  CloseReason refusal(ListenAddress address) {
    Connection present = table.to(address);
    if (present != null && !present.isHeld()) {
      return CloseReason.ALREADY_CONNECTING;
    }
    if (present != null || siblings.to(address) != null) {
      return CloseReason.ALREADY_CONNECTED;
    }
    return table.held() + table.dialing() >= peersMax ? CloseReason.SURPLUS : null;
  }

  /** The LIVE connection to the peer that listens here, on this server or a sibling, or null. */
  @Nullable
  PeerConnection liveTo(ListenAddress address) {
    Connection present = table.to(address);
    if (present == null) {
      return siblings.to(address);
    }
    return present.is(ConnectionState.LIVE) ? present.facts() : null;
  }
}
