package io.fencewire.gossip;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The connections that gossip serves. There are as many as the servers admit. */
final class Links {
  private final Tally tally;
  private final Map<ConnectionToken, Link> links = new LinkedHashMap<>();

  Links(Tally tally) {
    this.tally = tally;
  }

  @Nullable
  Link get(ConnectionToken token) {
    return links.get(token);
  }

  /** Sets up the state of a connection; keeps what there is if only the lease is new. */
  Link prepare(PeerConnection connection, Lease lease) {
    Link link =
        links.computeIfAbsent(connection.token(), token -> new Link(connection, lease, tally));
    link.renew(lease);
    return link;
  }

  /** Drops the state of a connection; false if there was none. */
  boolean remove(ConnectionToken token) {
    return links.remove(token) != null;
  }

  /** The live ones that fit. */
  List<Link> live(Predicate<Link> fits) {
    List<Link> found = new ArrayList<>();
    for (Link link : links.values()) {
      if (link.isLive() && fits.test(link)) {
        found.add(link);
      }
    }
    return found;
  }

  int size() {
    return links.size();
  }

  /**
   * What a snapshot changes.
   *
   * @param gone held here, and not listed with a lease
   * @param live listed as live, and not known as such here
   */
  record Difference(List<ConnectionToken> gone, List<ConnectionToken> live) {}

  /**
   * Compares with all that one server has, and adopts what is new and the leases that differ. The
   * caller ends and promotes what the answer names.
   */
  Difference reconcile(ServerId server, List<ListedLink> listed) {
    Map<ConnectionToken, ListedLink> ours = new HashMap<>();
    List<ConnectionToken> live = new ArrayList<>();
    for (ListedLink each : listed) {
      if (!each.lease().equals(Lease.NONE)) {
        ours.put(each.connection().token(), each);
        Link link = prepare(each.connection(), each.lease());
        if (each.live() && !link.isLive()) {
          live.add(link.token());
        }
      }
    }
    List<ConnectionToken> gone = new ArrayList<>();
    for (ConnectionToken token : links.keySet()) {
      if (token.serverId().equals(server) && !ours.containsKey(token)) {
        gone.add(token);
      }
    }
    return new Difference(gone, live);
  }
}
