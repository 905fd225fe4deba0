package io.fencewire.server;

import io.fencewire.peer.DialTarget;
import io.fencewire.peer.PeerId;
import java.util.Map;

/**
 * Which identities may connect at all. Each rule stands for itself: who breaks one is refused.
 *
 * @param listedOnly whether only identities on a list may; the list itself is told while the server
 *     runs
 * @param trustedOnly whether only the trusted identities may
 * @param trusted the identities of trusted peers, by the address or host name they are dialled at:
 *     at such an address, and wherever such a name leads, nobody else is accepted
 */
public record Access(boolean listedOnly, boolean trustedOnly, Map<DialTarget, PeerId> trusted) {
  /** Anyone who is on the network. */
  public static final Access ANYONE = new Access(false, false, Map.of());

  /** Keeps a copy. */
  public Access {
    trusted = Map.copyOf(trusted);
  }

  /** Whether this identity is named as trusted. */
  boolean isTrusted(PeerId peer) {
    return trusted.containsValue(peer);
  }
}
