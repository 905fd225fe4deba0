package io.fencewire.refresh;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.PeerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The picture of all connections, drawn anew from every view. It adds what a view can't show: since
 * when a connection is LIVE, and by which address we reached it. A peer counts once, however many
 * connections two servers hold to it until they have settled which one stays.
 */
final class Peers {
  private Map<ConnectionToken, Peer> current = Map.of();
  // The end of a connection may be told just after the first view without it.
  private Map<ConnectionToken, Peer> previous = Map.of();
  private Set<DialTarget> addresses = Set.of();
  private Map<PeerId, Integer> counts = Map.of();
  private List<Peer> live = List.of();
  private final Map<ConnectionToken, Reached> reached = new HashMap<>();

  /** Draws the picture from a view. */
  void look(View view) {
    Map<ConnectionToken, Peer> next = new LinkedHashMap<>();
    Set<DialTarget> nextAddresses = new HashSet<>();
    for (Held held : view.held()) {
      Peer peer = draw(held, view.askedAt());
      next.put(peer.token(), peer);
      nextAddresses.addAll(peer.addresses());
    }
    reached
        .entrySet()
        .removeIf(entry ->
            !next.containsKey(entry.getKey()) && view.askedAt() - entry.getValue().at >= 0);
    previous = current;
    current = next;
    addresses = nextAddresses;
    count();
  }

  /** A dial of this address led to this connection. */
  void reached(ConnectionToken token, DialTarget address, long now) {
    reached.put(token, new Reached(address, now));
  }

  /** Those that are LIVE; one connection of each, the one that was shown first. */
  List<Peer> live() {
    return live;
  }

  /** How many there are, LIVE or being prepared. */
  int size() {
    return counts.size();
  }

  /** Whether this peer has one connection and no other: one of several may be about to be closed. */
  boolean isAlone(Peer peer) {
    return counts.getOrDefault(peer.connection().peer(), 1) == 1;
  }

  /** Whether a peer at this address is connected. */
  boolean isConnected(DialTarget address) {
    return addresses.contains(address);
  }

  /** Whether this very connection is LIVE. */
  boolean isLive(ConnectionToken token) {
    Peer peer = current.get(token);
    return peer != null && peer.live();
  }

  /** The connection with this token, if it is or lately was there. */
  Optional<Peer> find(ConnectionToken token) {
    return Optional.ofNullable(current.getOrDefault(token, previous.get(token)));
  }

  private void count() {
    Map<PeerId, Peer> lively = new LinkedHashMap<>();
    Map<PeerId, Integer> all = new HashMap<>();
    for (Peer peer : current.values()) {
      all.merge(peer.connection().peer(), 1, Integer::sum);
      if (peer.live()) {
        lively.putIfAbsent(peer.connection().peer(), peer);
      }
    }
    counts = all;
    live = List.copyOf(lively.values());
  }

  private Peer draw(Held held, long now) {
    ConnectionToken token = held.connection().token();
    boolean live = held.state() == ConnectionState.LIVE;
    Peer before = current.get(token);
    long since = before != null && before.live() == live ? before.since() : now;
    Optional<DialTarget> dialed = Optional.ofNullable(reached.get(token)).map(way -> way.address);
    return new Peer(held.connection(), dialed, live, since, held.busy());
  }

  /** The way to a connection, and when it was told. */
  private record Reached(DialTarget address, long at) {}
}
