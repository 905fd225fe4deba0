package io.fencewire.heartbeat;

import io.fencewire.heartbeat.HeartbeatCounts.Kind;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Rtt;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The heartbeats of all generations, one for each token. What is said about a token that is not
 * held changes nothing: it comes too late, or its beginning was lost and a snapshot will bring it.
 */
public final class Heartbeats {
  /** So many generations are held at the most; further ones are refused until some have ended. */
  public static final int GENERATIONS_MAX = 65_536;

  private final Pace pace;
  private final HeartbeatPort port;
  private final HeartbeatCounts counts = new HeartbeatCounts();
  private final Map<ConnectionToken, Heartbeat> heartbeats = new LinkedHashMap<>();

  /** No heartbeat yet. */
  public Heartbeats(HeartbeatOptions options, RandomGenerator random, HeartbeatPort port) {
    this.pace = new Pace(options, random);
    this.port = port;
  }

  /**
   * Sets up the state for a generation, in place of one with another lease.
   *
   * @return false if there is no room
   */
  public boolean prepare(PeerConnection connection, Lease lease, long now) {
    ConnectionToken token = connection.token();
    Heartbeat old = heartbeats.get(token);
    if (old != null && old.lease().equals(lease)) {
      return true;
    }
    if (old != null) {
      old.end(now, "prepared again");
    } else if (heartbeats.size() >= GENERATIONS_MAX) {
      counts.add(Kind.GENERATIONS_REFUSED);
      return false;
    }
    heartbeats.put(token, new Heartbeat(connection, lease, pace, port, counts));
    return true;
  }

  /** The generation is LIVE. */
  public void promoted(ConnectionToken token, long now) {
    Heartbeat heartbeat = heartbeats.get(token);
    if (heartbeat != null) {
      heartbeat.promoted(now);
    }
  }

  /** The generation is over. */
  public void ended(ConnectionToken token, long now) {
    drop(token, now, "ended");
  }

  /** The generation's timer fired. */
  public void due(ConnectionToken token, long now) {
    Heartbeat heartbeat = heartbeats.get(token);
    if (heartbeat != null) {
      heartbeat.due(now);
    }
  }

  /** How a ping ended, with the server's clock at its answer. Never touches another lease's state. */
  public void answered(PingOrder order, Outcome outcome, long reading, long now) {
    Heartbeat heartbeat = heartbeats.get(order.token());
    if (heartbeat != null && heartbeat.lease().equals(order.lease())) {
      heartbeat.answered(order.nonce(), outcome, reading, now);
      if (heartbeat.isEnded()) {
        heartbeats.remove(order.token());
      }
    }
  }

  /** What a peer sent, with the server's clock at its arrival. */
  public void received(ConnectionToken token, Message message, long reading, long now) {
    Heartbeat heartbeat = heartbeats.get(token);
    if (heartbeat == null) {
      counts.add(Kind.PONGS_REFUSED);
    } else {
      heartbeat.received(message, reading, now);
    }
  }

  /**
   * All that one server has: what it doesn't name is dropped, and what was missed is made good. It
   * comes on the stream that also brings preparations, so it is never older than those we know of.
   */
  public void snapshot(ServerId server, List<Held> holdings, long now) {
    // in the order of the list, so that one seed always gives one run
    Map<ConnectionToken, Held> ours = new LinkedHashMap<>();
    for (Held held : holdings) {
      if (!held.lease().equals(Lease.NONE)) {
        ours.put(held.connection().token(), held);
      }
    }
    for (ConnectionToken token : List.copyOf(heartbeats.keySet())) {
      if (token.serverId().equals(server) && !ours.containsKey(token)) {
        counts.add(Kind.DROPPED);
        drop(token, now, "not in the snapshot");
      }
    }
    ours.values().forEach(held -> reconcile(held, now));
  }

  /** What was measured, on every generation on which anything was. */
  public Map<ConnectionToken, Rtt> rtts() {
    Map<ConnectionToken, Rtt> rtts = new HashMap<>();
    heartbeats.forEach((token, heartbeat) -> {
      Rtt rtt = heartbeat.rtt();
      if (rtt != null) {
        rtts.put(token, rtt);
      }
    });
    return Map.copyOf(rtts);
  }

  /** How many generations are held. */
  public int size() {
    return heartbeats.size();
  }

  /** How many pings are under way. */
  public long outstanding() {
    return heartbeats.values().stream().filter(Heartbeat::isOutstanding).count();
  }

  /** What has happened since the start, by name. */
  public Map<String, Long> counters() {
    return counts.byName();
  }

  private void reconcile(Held held, long now) {
    ConnectionToken token = held.connection().token();
    Heartbeat known = heartbeats.get(token);
    boolean adopted = known == null || !known.lease().equals(held.lease());
    if (!prepare(held.connection(), held.lease(), now)) {
      return;
    }
    if (adopted) {
      counts.add(Kind.ADOPTED);
    }
    if (held.live()) {
      promoted(token, now);
    }
  }

  private void drop(ConnectionToken token, long now, String why) {
    Heartbeat heartbeat = heartbeats.remove(token);
    if (heartbeat != null) {
      heartbeat.end(now, why);
    }
  }
}
