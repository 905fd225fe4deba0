package io.fencewire.server;

import io.fencewire.handshake.Proven;
import io.fencewire.peer.Direction;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import java.util.Comparator;

/**
 * Which of several connections between the same two nodes survives. The order is total and has no
 * clock in it: it looks only at what both ends know alike, so both keep the same one, whichever of
 * their servers hold the connections.
 */
public final class TieBreak {
  private static final Comparator<Contender> STRONGEST_FIRST = Comparator.comparing(
          Contender::dialer)
      .thenComparing(Contender::session, Long::compareUnsigned);

  private TieBreak() {}

  /**
   * One of the connections.
   *
   * @param dialer the identity of the end that dialled it
   * @param session the number that both ends give it, see {@link Proven#session()}
   */
  public record Contender(PeerId dialer, long session) {
    /** One that the node {@code self} holds on some server. */
    static Contender of(PeerConnection connection, PeerId self) {
      boolean dialled = connection.direction() == Direction.OUTBOUND;
      return new Contender(dialled ? self : connection.peer(), connection.session());
    }

    /** One of this server, of which no more is known than its handshake. */
    static Contender of(Connection connection, PeerId self) {
      boolean dialled = connection.direction() == Direction.OUTBOUND;
      Proven proven = connection.handshake().proven();
      return new Contender(dialled ? self : proven.peer(), proven.session());
    }
  }

  /**
   * Whether the first survives, else the second does: the one that the lower identity dialled; if
   * the same end dialled both, the one with the smaller session, unsigned.
   */
  public static boolean firstSurvives(Contender first, Contender second) {
    return STRONGEST_FIRST.compare(first, second) <= 0;
  }
}
