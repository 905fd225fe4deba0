package io.fencewire.refresh;

import io.fencewire.peer.DialTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the refresher is told at its start.
 *
 * @param peersMin fewer than this is urgent
 * @param peersTarget it dials until there are this many
 * @param peersMax there are never more; the server refuses them
 * @param interval between two rotations
 * @param jitter the share of the interval by which each rotation is early or late, 0 to 0.5
 * @param bootstrap addresses or host names to begin with when nothing else is known; never rotated away
 * @param trusted addresses or host names that are always dialled again; never rotated away
 * @param book where the address book is kept, or null to keep it in memory only
 * @param localAddresses whether loopback and private addresses may be dialled and passed on
 * @param trustedOnly whether no address but the trusted ones is dialled, asked for or passed on;
 *     then there are no bootstrap peers
 */
public record RefreshOptions(
    int peersMin,
    int peersTarget,
    int peersMax,
    Duration interval,
    double jitter,
    List<DialTarget> bootstrap,
    List<DialTarget> trusted,
    @Nullable Path book,
    boolean localAddresses,
    boolean trustedOnly) {

  /** Checks the ranges. */
  public RefreshOptions {
    if (peersMin < 0 || peersMin > peersTarget || peersTarget > peersMax) {
      throw new IllegalArgumentException("peers must be min <= target <= max, not "
          + peersMin
          + ", "
          + peersTarget
          + ", "
          + peersMax);
    }
    if (!(jitter >= 0 && jitter <= 0.5)) {
      throw new IllegalArgumentException("refresh.jitter must be 0 to 0.5, not " + jitter);
    }
    if (interval.toMillis() < 1 || interval.toDays() > 365) {
      throw new IllegalArgumentException(
          "refresh.interval must be 1ms to 365 days, not " + interval);
    }
    bootstrap = requireDialable("bootstrap", bootstrap);
    trusted = requireDialable("trusted", trusted);
    if (trustedOnly && !bootstrap.isEmpty()) {
      throw new IllegalArgumentException("peers.bootstrap = " + bootstrap
          + " has no effect with peers.trustedOnly: name whom to dial in peers.trusted");
    }
  }

  private static List<DialTarget> requireDialable(String what, List<DialTarget> targets) {
    for (DialTarget target : targets) {
      if (!AddressRules.isDialable(target)) {
        throw new IllegalArgumentException("refresh."
            + what
            + " must name one listener each, ip:port or host:port with a port of 1 to 65535, not "
            + target);
      }
    }
    return List.copyOf(targets);
  }

  /** 3, 10 and 21 peers, a rotation every 25 s ± 20 %, nothing to begin with. */
  public static RefreshOptions defaults() {
    return new RefreshOptions(
        3, 10, 21, Duration.ofSeconds(25), 0.2, List.of(), List.of(), null, false, false);
  }
}
