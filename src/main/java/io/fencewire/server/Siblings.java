package io.fencewire.server;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerClock;
import io.fencewire.peer.ServerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the other servers of this node hold LIVE, as far as they have told. It may be behind, so
 * nothing is closed by it alone. A sibling that is silent for three of its lists is forgotten.
 */
final class Siblings {
  /** Siblings at a time; a further one is not remembered until another has fallen silent. */
  static final int SIZE_MAX = 64;

  /** Connections of all of them together; further ones are not remembered. */
  static final int CONNECTIONS_MAX = 20_000;

  private static final int LISTS_MISSED_MAX = 3;

  private final ServerId self;
  private final long silenceNanos;
  private final LocalHealth health;
  private final Counters counters;
  private final Map<ServerId, Sibling> known = new LinkedHashMap<>();
  private int connections;

  /** The siblings of the server {@code self}, which tell all they hold once per interval. */
  Siblings(ServerId self, long intervalNanos, LocalHealth health, Counters counters) {
    this.self = self;
    this.silenceNanos = LISTS_MISSED_MAX * intervalNanos;
    this.health = health;
    this.counters = counters;
  }

  /**
   * A server of the node was heard of.
   *
   * @param reading its clock when it spoke
   * @return whether it was unknown: then it may not know what we hold either
   */
  boolean heard(ServerId server, long reading, long now) {
    if (server.equals(self)) {
      return false;
    }
    Sibling sibling = known.get(server);
    boolean unknown = sibling == null;
    if (unknown && known.size() < SIZE_MAX) {
      sibling = new Sibling();
      known.put(server, sibling);
    }
    if (sibling == null) {
      counters.count(Counters.Event.SIBLINGS_REFUSED);
      return false;
    }
    sibling.heardAt = health.awake(now);
    sibling.clock.read(reading, now);
    return unknown;
  }

  /** One of them holds this connection. */
  void gained(PeerConnection connection) {
    Sibling sibling = known.get(connection.token().serverId());
    if (sibling != null) {
      remember(sibling, connection);
    }
  }

  /** One of them holds this connection no more. */
  void lost(ConnectionToken token, PeerId peer) {
    Sibling sibling = known.get(token.serverId());
    PeerConnection held = sibling == null ? null : sibling.held.get(peer);
    if (sibling != null && held != null && held.token().equals(token)) {
      sibling.held.remove(peer);
      connections--;
    }
  }

  /** One of them, which runs in this JVM, holds these and no others. */
  void holds(ServerId server, String jvm, Collection<PeerConnection> all) {
    Sibling sibling = known.get(server);
    if (sibling != null) {
      sibling.jvm = jvm;
      connections -= sibling.held.size();
      sibling.held.clear();
      all.forEach(connection -> remember(sibling, connection));
    }
  }

  /** What they hold of one peer. */
  List<PeerConnection> of(PeerId peer) {
    return known.values().stream()
        .map(sibling -> sibling.held.get(peer))
        .filter(Objects::nonNull)
        .toList();
  }

  /** A connection of theirs to the peer that listens here, or null. */
  @Nullable
  PeerConnection to(ListenAddress address) {
    return known.values().stream()
        .flatMap(sibling -> sibling.held.values().stream())
        .filter(connection -> connection.address().equals(address))
        .findFirst()
        .orElse(null);
  }

  /** The clock of one of them, never later than it truly is; empty if it is not known any more. */
  OptionalLong clock(ServerId server, long now) {
    Sibling sibling = known.get(server);
    return sibling == null ? OptionalLong.empty() : OptionalLong.of(sibling.clock.at(now));
  }

  /** One of them gives these up. */
  void gaveUp(Collection<PeerConnection> all) {
    all.forEach(connection -> lost(connection.token(), connection.peer()));
  }

  /**
   * Forgets those whose JVM is gone, or that have been silent for too long.
   *
   * @param jvms the JVMs that are there
   * @return what they held
   */
  List<PeerConnection> takeGone(Set<String> jvms, long now) {
    long awake = health.awake(now);
    List<PeerConnection> held = new ArrayList<>();
    known.values().removeIf(sibling -> {
      boolean left = sibling.jvm != null && !jvms.contains(sibling.jvm);
      boolean gone = left || awake - sibling.heardAt >= silenceNanos;
      if (gone) {
        held.addAll(sibling.held.values());
        connections -= sibling.held.size();
        counters.count(Counters.Event.SIBLINGS_LOST);
      }
      return gone;
    });
    return held;
  }

  /** Those that are not in this JVM, or not known to be. */
  List<ServerId> outside(String jvm) {
    return known.entrySet().stream()
        .filter(entry -> !jvm.equals(entry.getValue().jvm))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The JVM that one of them runs in; null if it is not known. */
  @Nullable
  String jvmOf(ServerId server) {
    Sibling sibling = known.get(server);
    return sibling == null ? null : sibling.jvm;
  }

  /** All of them. */
  List<ServerId> ids() {
    return List.copyOf(known.keySet());
  }

  private void remember(Sibling sibling, PeerConnection connection) {
    if (sibling.held.containsKey(connection.peer())) {
      sibling.held.put(connection.peer(), connection);
    } else if (connections < CONNECTIONS_MAX) {
      sibling.held.put(connection.peer(), connection);
      connections++;
    } else {
      counters.count(Counters.Event.SIBLINGS_REFUSED);
    }
  }

  /** What is known of one server. */
  private static final class Sibling {
    private final ServerClock clock = new ServerClock();
    private final Map<PeerId, PeerConnection> held = new HashMap<>();
    private @Nullable String jvm;
    private long heardAt;
  }
}
