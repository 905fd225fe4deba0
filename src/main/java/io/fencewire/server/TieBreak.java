package io.fencewire.server;

import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Which of two connections between the same two nodes survives when both finished their handshake
 * at about the same time. It looks only at what both ends know alike, so both keep the same one.
 */
public final class TieBreak {
  private static final Comparator<Contender> STRONGEST_FIRST = Comparator.comparing(
          Contender::dialer)
      .thenComparing(c -> c.nonceDigest().toArray(), Arrays::compareUnsigned);

  private TieBreak() {}

  /**
   * One of the two connections.
   *
   * @param dialer the identity of the end that dialled it
   * @param nonceDigest the digest of its handshake's nonces, see {@link Proven#nonceDigest()}
   */
  public record Contender(PeerId dialer, Bytes nonceDigest) {}

  /**
   * Whether the first survives, else the second does: the one that the lower identity dialled; if
   * the same end dialled both, the one with the lower digest.
   */
  public static boolean firstSurvives(Contender first, Contender second) {
    return STRONGEST_FIRST.compare(first, second) <= 0;
  }
}
