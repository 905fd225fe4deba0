package io.fencewire.server;

import io.fencewire.peer.AddressKind;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The peers of servers of this node that are gone, which the others dial. Every server that is left
 * has its turn at every peer, in an order that all of them work out alike without a word (the one
 * with the highest number for the pair of server and peer begins), so that a peer is dialled by one
 * at a time, and by another if that one fails or is full. Trusted peers come first.
 */
final class Heritage {
  /** Peers that wait to be dialled; further ones are left to the refresher. */
  static final int SIZE_MAX = 20_000;

  /** Peers that are dialled in one go. */
  static final int AT_ONCE = 16;

  /** How long the next server leaves to the one before it, in nanoseconds. */
  static final long TURN_NANOS = 2_000_000_000L;

  /** How often this server has its turn at a peer. */
  static final int ROUNDS = 2;

  private static final Comparator<Bequest> TRUSTED_FIRST =
      Comparator.comparing((Bequest bequest) -> !bequest.trusted);

  private final ServerId self;
  private final Predicate<PeerId> trusted;
  private final Counters counters;
  private final Map<ListenAddress, Bequest> waiting = new LinkedHashMap<>();

  /** Nothing is left to the server {@code self} yet; {@code trusted} peers are dialled first. */
  Heritage(ServerId self, Predicate<PeerId> trusted, Counters counters) {
    this.self = self;
    this.trusted = trusted;
    this.counters = counters;
  }

  /**
   * The server that held these is gone.
   *
   * @param others the servers that are left beside this one
   */
  void inherit(Collection<PeerConnection> lost, Collection<ServerId> others, long now) {
    for (PeerConnection connection : lost) {
      PeerId peer = connection.peer();
      ListenAddress address = connection.address();
      if (address.port() == 0 || AddressKind.of(address) == AddressKind.NOWHERE) {
        continue;
      }
      if (waiting.size() >= SIZE_MAX && !waiting.containsKey(address)) {
        counters.count(Counters.Event.BEQUESTS_REFUSED);
        continue;
      }
      long before = others.stream()
          .filter(other -> weight(other, peer) > weight(self, peer))
          .count();
      waiting.put(
          address,
          new Bequest(
              address,
              trusted.test(peer),
              now + before * TURN_NANOS,
              (others.size() + 1) * TURN_NANOS,
              ROUNDS));
    }
  }

  /** The addresses whose turn it is now; a peer that is connected by then needs no dial. */
  List<ListenAddress> due(long now) {
    List<Bequest> due = waiting.values().stream()
        .filter(bequest -> now - bequest.at >= 0)
        .sorted(TRUSTED_FIRST)
        .limit(AT_ONCE)
        .toList();
    List<ListenAddress> addresses = new ArrayList<>();
    for (Bequest bequest : due) {
      addresses.add(bequest.address);
      if (bequest.rounds > 1) {
        waiting.put(bequest.address, bequest.later(now));
      } else {
        waiting.remove(bequest.address);
      }
    }
    return addresses;
  }

  /** How many peers wait. */
  int size() {
    return waiting.size();
  }

  /** All servers of a node give a pair the same number, which is as good as drawn at random. */
  private static long weight(ServerId server, PeerId peer) {
    long mixed = (server.high() ^ Long.rotateLeft(server.low(), 32)) * 0x9E3779B97F4A7C15L
        + peer.hashCode() * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 32)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 29);
  }

  /**
   * One peer.
   *
   * @param at when this server's turn comes
   * @param roundNanos how long all the servers take together
   * @param rounds how many turns there still are
   */
  private record Bequest(
      ListenAddress address, boolean trusted, long at, long roundNanos, int rounds) {
    Bequest later(long now) {
      return new Bequest(address, trusted, now + roundNanos, roundNanos, rounds - 1);
    }
  }
}
