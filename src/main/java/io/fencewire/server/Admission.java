package io.fencewire.server;

import io.fencewire.peer.Attempts;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may get how far. At accept, before a byte is read: attempts per IP address and handshakes
 * pending. After the identity is proven: bans, who may connect at all, and a slot, with inbound and
 * outbound apart.
 */
final class Admission {
  /** Bans that are remembered; the oldest is forgotten first. */
  static final int REMEMBERED_MAX = Attempts.REMEMBERED_MAX;

  private final ServerOptions options;
  private final Attempts attempts;
  private final Map<PeerId, Long> bans = new LinkedHashMap<>();
  private Set<PeerId> listed = Set.of();

  Admission(ServerOptions options) {
    this.options = options;
    ServerOptions.AdmissionLimits limits = options.admission();
    this.attempts =
        new Attempts(limits.attemptsMax(), limits.attemptsWindow(), limits.loopbackExempt());
  }

  /** Counts an attempt from an address, and says why it is refused, or null if it may go on. */
  @Nullable
  CloseReason atAccept(ListenAddress remote, int pending, long now) {
    if (!attempts.take(remote, now)) {
      return CloseReason.TOO_MANY_ATTEMPTS;
    }
    return pending >= options.admission().pendingMax() ? CloseReason.PENDING_FULL : null;
  }

  /** Says why a proven peer is refused, or null if there is a slot for it. */
  @Nullable
  CloseReason atIdentity(PeerId peer, Connection connection, ConnectionTable table, long now) {
    Direction direction = connection.direction();
    if (isBanned(peer, now)) {
      return CloseReason.BANNED;
    }
    if (!mayConnect(peer)) {
      return CloseReason.NOT_ADMITTED;
    }
    boolean full = table.held() >= options.peersMax()
        || (direction == Direction.INBOUND && table.inbound() >= options.inboundMax());
    return full ? CloseReason.SURPLUS : null;
  }

  /** Who alone is accepted where this target leads, or null if anybody is. */
  @Nullable
  PeerId expectedAt(DialTarget target) {
    return options.access().trusted().get(target);
  }

  /** Whether we have dialled somebody, and this is somebody else. */
  boolean isAnother(PeerId peer, Connection connection) {
    return connection.direction() == Direction.OUTBOUND
        && (differs(connection.expected(), peer) || differs(expectedAt(connection.remote()), peer));
  }

  /** Whether this identity may connect at all. */
  boolean mayConnect(PeerId peer) {
    Access access = options.access();
    return (!access.listedOnly() || listed.contains(peer))
        && (!access.trustedOnly() || access.trusted().containsValue(peer));
  }

  /** From now on these are the listed ones; before the first list, nobody is. */
  void list(Set<PeerId> identities) {
    listed = Set.copyOf(identities);
  }

  /** Refuses an identity until a point of the monotonic clock. */
  void ban(PeerId peer, long until) {
    bans.remove(peer);
    bans.put(peer, until);
    dropOldest(bans);
  }

  private boolean isBanned(PeerId peer, long now) {
    Long until = bans.get(peer);
    if (until != null && now - until >= 0) {
      bans.remove(peer);
      return false;
    }
    return until != null;
  }

  private static boolean differs(@Nullable PeerId expected, PeerId peer) {
    return expected != null && !expected.equals(peer);
  }

  private static void dropOldest(Map<?, ?> map) {
    if (map.size() > REMEMBERED_MAX) {
      var oldest = map.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
