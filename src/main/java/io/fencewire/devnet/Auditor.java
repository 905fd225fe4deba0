package io.fencewire.devnet;

import io.fencewire.api.PeerEvent;
import io.fencewire.devnet.Session.Close;
import io.fencewire.devnet.Session.End;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Believes nobody: hears what every node announces, keeps both ends' stories of each connection
 * side by side, and accepts a close only if they agree and the reason is a good one. A connection
 * counts once, whichever end speaks first. A closed connection is judged when its other end has had
 * time to notice, and forgotten when no other judgement can need it.
 */
public final class Auditor {
  /** How long the other end of a closed connection has to tell of it, in nanoseconds. */
  static final long GRACE_NANOS = 10_000_000_000L;

  /** How far apart the lives of rivals may lie: a handshake and its preparation, in nanoseconds. */
  static final long RIVAL_SLACK_NANOS = 5_000_000_000L;

  private static final long KEPT_NANOS = 2 * GRACE_NANOS + RIVAL_SLACK_NANOS;
  private static final int TOLD_MAX = 20;

  private final List<PeerId> nodes;
  private final NodeTally[] tallies;
  private final Map<Long, Session> sessions = new HashMap<>();
  private final Map<CloseReason, Integer> closes = new EnumMap<>(CloseReason.class);
  private final List<String> told = new ArrayList<>();
  private final LiveRange live = new LiveRange();
  private int opened;
  private int unexplained;
  private int contradictions;
  private boolean draining;
  private long drainingSince;

  /** An auditor of the nodes with these identities, in their order. */
  public Auditor(List<PeerId> nodes) {
    this.nodes = List.copyOf(nodes);
    this.tallies = new NodeTally[nodes.size()];
    for (int node = 0; node < tallies.length; node++) {
      tallies[node] = new NodeTally();
    }
  }

  /** A node announces something. */
  public void hear(int node, PeerEvent event, long now) {
    if (event instanceof PeerEvent.Connected connected) {
      connected(node, connected.connection(), now);
    } else if (event instanceof PeerEvent.Disconnected over) {
      disconnected(node, over.connection(), new Close(over.reason(), over.origin(), now));
    } else if (event instanceof PeerEvent.Abandoned over) {
      abandoned(node, over, now);
    }
  }

  private void connected(int node, PeerConnection connection, long now) {
    Optional<End> end = end(node, connection.session(), connection.peer());
    if (end.isEmpty()) {
      return;
    }
    if (end.get().connection() != null || end.get().close() != null) {
      lie(node, "connected twice, or after its end", connection.session());
      return;
    }
    Session session = session(connection.session());
    opened += session.wasLive() ? 0 : 1;
    end.get().live(connection, now);
    tallies[node].connected(connection.direction());
    live.add(session.isLive() ? 1 : 0);
    if (!session.isOfOneMind()) {
      lie(node, "does not agree with the other end on who dialled whom", connection.session());
    }
  }

  private void disconnected(int node, PeerConnection connection, Close close) {
    Optional<End> end = end(node, connection.session(), connection.peer());
    if (end.isEmpty()) {
      return;
    }
    PeerConnection before = end.get().connection();
    if (before == null || !before.token().equals(connection.token())) {
      lie(node, "disconnected a generation that it had never connected", connection.session());
      end.get().close(close);
    } else if (end.get().close() != null) {
      lie(node, "disconnected twice", connection.session());
    } else {
      live.add(session(connection.session()).isLive() ? -1 : 0);
      end.get().close(close);
      tallies[node].disconnected(before.direction(), close);
    }
  }

  private void abandoned(int node, PeerEvent.Abandoned event, long now) {
    Optional<End> end = end(node, event.session(), event.peer());
    if (end.isPresent() && (end.get().connection() != null || end.get().close() != null)) {
      lie(node, "abandoned what had been connected or had ended", event.session());
    } else {
      end.ifPresent(mine -> mine.close(new Close(event.reason(), event.origin(), now)));
    }
  }

  private Optional<End> end(int node, long number, PeerId peer) {
    Optional<End> end = session(number).at(node, nodes.get(node), peer);
    if (end.isEmpty()) {
      lie(node, "claims a connection of two others", number);
    }
    return end;
  }

  private Session session(long number) {
    return sessions.computeIfAbsent(number, Session::new);
  }

  /** From now on a close for SHUTDOWN is nothing strange. */
  public void shutdownBegins(long now) {
    draining = true;
    drainingSince = now;
  }

  /** Judges what is old enough, and forgets what no judgement can need any more. */
  public void sweep(long now) {
    for (Session session : sessions.values()) {
      session
          .closed()
          .filter(close -> now - close.at() > GRACE_NANOS)
          .ifPresent(close -> judge(session, close));
    }
    sessions
        .values()
        .removeIf(session ->
            session.closed().filter(close -> now - close.at() > KEPT_NANOS).isPresent());
  }

  /** Judges everything, at the end, when no connection may be left. */
  public void finish() {
    for (Session session : sessions.values()) {
      session
          .closed()
          .ifPresentOrElse(
              close -> judge(session, close),
              () -> contradiction(
                  (session.isLive() ? "still LIVE at the end: " : "LIVE at one end only: ")
                      + session));
    }
    sessions.clear();
  }

  private void judge(Session session, Close close) {
    if (!session.judge()) {
      return;
    }
    if (session.wasLive()) {
      closes.merge(close.reason(), 1, Integer::sum);
    }
    boolean late = draining && close.at() - drainingSince >= 0;
    new CloseJudge(late, hasRival(session)).objection(session).ifPresent(objection -> {
      unexplained++;
      tell(objection + ": " + session);
    });
  }

  private boolean hasRival(Session session) {
    return sessions.values().stream()
        .anyMatch(other -> other != session
            && other.hasPairOf(session)
            && other.overlaps(session, RIVAL_SLACK_NANOS));
  }

  private void lie(int node, String what, long session) {
    contradiction("node " + node + " " + what + ": session " + Long.toHexString(session));
  }

  private void contradiction(String what) {
    contradictions++;
    tell(what);
  }

  /** Keeps the first few for people; all of them are counted. */
  private void tell(String what) {
    if (told.size() < TOLD_MAX) {
      told.add(what);
    }
  }

  /** Begins to watch how many connections there are, and how many peers each node has. */
  public void watchBegins() {
    live.watchBegins();
    for (NodeTally tally : tallies) {
      tally.peers().watchBegins();
    }
  }

  /** Ends that. */
  public void watchEnds() {
    live.watchEnds();
    for (NodeTally tally : tallies) {
      tally.peers().watchEnds();
    }
  }

  /** What is known of one node. */
  public NodeTally tally(int node) {
    return tallies[node];
  }

  /** Whether every node has a LIVE connection. */
  public boolean isEveryoneConnected() {
    return Arrays.stream(tallies).allMatch(tally -> tally.peers().now() > 0);
  }

  /** How many connections are LIVE at both ends. */
  public LiveRange live() {
    return live;
  }

  /** How many connections were LIVE at some end. */
  public int opened() {
    return opened;
  }

  /** How many of them were closed, by reason; judged ones only. */
  public Map<CloseReason, Integer> closes() {
    return new EnumMap<>(closes);
  }

  /** How many closes are not explained. */
  public int unexplained() {
    return unexplained;
  }

  /** How often nodes contradicted themselves, each other, or the facts. */
  public int contradictions() {
    return contradictions;
  }

  /** The first few of what was unexplained or contradictory, for people. */
  public List<String> told() {
    return List.copyOf(told);
  }
}
