package io.fencewire.server;

import io.fencewire.handshake.Protocol;
import io.fencewire.peer.Attempts;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of an address before it is dialled. */
final class Reach {
  /**
   * How often an IP address is dialled in an Aleo network: one that knocks for the sixth time within
   * 150 s is left outside by a snarkOS node of 2024, and banned after ten within 10 s by later ones.
   */
  static final int DIALS_MAX = 4;

  static final Duration DIALS_WINDOW = Duration.ofSeconds(150);

  private final ConnectionTable table;
  private final Siblings siblings;
  private final Admission admission;
  private final int peersMax;
  private final @Nullable Attempts dials;

  Reach(ConnectionTable table, Siblings siblings, Admission admission, ServerOptions options) {
    this.table = table;
    this.siblings = siblings;
    this.admission = admission;
    this.peersMax = options.peersMax();
    this.dials = options.profile().protocol() == Protocol.ALEO
        ? new Attempts(DIALS_MAX, DIALS_WINDOW, true)
        : null;
  }

  /** Who alone is accepted where this target leads, or null if anybody is. */
  @Nullable
  PeerId expectedAt(DialTarget target) {
    return admission.expectedAt(target);
  }

  /** Why an address can't be dialled now, or null if it can. */
  @Nullable
  CloseReason refusal(ListenAddress address, long now) {
    Connection present = table.to(address);
    if (present != null && !present.isHeld()) {
      return CloseReason.ALREADY_CONNECTING;
    }
    if (present != null || siblings.to(address) != null) {
      return CloseReason.ALREADY_CONNECTED;
    }
    if (table.held() + table.dialing() >= peersMax) {
      return CloseReason.SURPLUS;
    }
    return dials != null && dials.isSpent(address, now) ? CloseReason.TOO_MANY_ATTEMPTS : null;
  }

  /** An address is dialled. */
  void dialled(ListenAddress address, long now) {
    if (dials != null) {
      dials.take(address, now);
    }
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
