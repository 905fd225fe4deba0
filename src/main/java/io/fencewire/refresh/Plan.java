package io.fencewire.refresh;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import java.util.List;

/**
 * What to do now: nothing in it waits for another part of it.
 *
 * @param dials addresses and host names to dial; each must be answered by {@link Refresh#dialed}
 * @param closes connections to close
 * @param asks connections to send a PeerRequest on
 */
record Plan(List<DialTarget> dials, List<Close> closes, List<ConnectionToken> asks) {
  /** Keeps copies. */
  Plan {
    dials = List.copyOf(dials);
    closes = List.copyOf(closes);
    asks = List.copyOf(asks);
  }

  /** One generation to close, and why. */
  record Close(ConnectionToken token, CloseReason reason) {}
}
