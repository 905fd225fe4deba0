package io.fencewire.server;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import java.util.List;
import java.util.Set;

/**
 * Takes over the peers of servers of this node that have gone, or that hand theirs over because they
 * are about to.
 */
final class Takeover {
  /**
   * For so long after this process has stood still nobody's peers are dialled: whoever seems to be
   * gone has most likely lost sight of us, not we of him.
   */
  static final long AFTER_PAUSE_NANOS = 15_000_000_000L;

  private final Siblings siblings;
  private final Heritage heritage;
  private final LocalHealth health;
  private final String jvm;
  private long stoodStill;
  private long wokeAt;
  private boolean hasWoken;

  /** {@code jvm} is the one this server runs in. */
  Takeover(Siblings siblings, Heritage heritage, LocalHealth health, String jvm) {
    this.siblings = siblings;
    this.heritage = heritage;
    this.health = health;
    this.jvm = jvm;
  }

  /** Whether there is anybody in another JVM whom peers could be handed to. */
  boolean isPossible() {
    return !siblings.outside(jvm).isEmpty();
  }

  /**
   * A sibling has closed these, which others shall dial. Those in its JVM are about to stop as well.
   */
  void handedOver(ServerId from, List<PeerConnection> connections, long now) {
    siblings.gaveUp(connections);
    String leaving = siblings.jvmOf(from);
    if (leaving != null && !leaving.equals(jvm)) {
      heritage.inherit(connections, siblings.outside(leaving), now);
    }
  }

  /**
   * Which peers to dial now.
   *
   * @param jvms the JVMs that are there
   */
  List<ListenAddress> look(Set<String> jvms, long now) {
    long caution = caution(now);
    List<PeerConnection> lost = siblings.takeGone(jvms, now);
    if (!lost.isEmpty()) {
      heritage.inherit(lost, siblings.ids(), now + caution);
    }
    return heritage.due(now);
  }

  private long caution(long now) {
    long still = now - health.awake(now);
    if (still > stoodStill) {
      stoodStill = still;
      wokeAt = now;
      hasWoken = true;
    }
    return hasWoken ? Math.max(0, wokeAt + AFTER_PAUSE_NANOS - now) : 0;
  }
}
