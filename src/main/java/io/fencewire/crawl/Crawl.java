package io.fencewire.crawl;

import io.fencewire.crawl.Visit.State;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.HostAddress;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The decisions of one crawl: whom to visit, what to wait for, when to leave. It visits a few
 * addresses at a time, each at most once, and stays no longer than it takes to be answered.
 */
final class Crawl {
  /** How long a node has to answer our questions, from LIVE on. */
  static final long STAY_NANOS = 3_000_000_000L;

  /**
   * After this a node that has told nothing is asked once more: a snarkOS node loses what arrives
   * together with the last message of its handshake.
   */
  static final long PATIENCE_NANOS = 1_000_000_000L;

  /** How long the end of a connection may take before its place is given to another visit. */
  static final long LEAVE_NANOS = 2_000_000_000L;

  /** Connections announced before the word on their dial came; the oldest is forgotten. */
  private static final int EARLY_MAX = 2 * CrawlOptions.AT_ONCE_MAX;

  private final CrawlOptions options;
  private final CrawlPort port;
  private final Frontier frontier;
  private final long until;
  private final Map<DialTarget, Visit> visits = new LinkedHashMap<>();
  private final Map<ConnectionToken, Visit> live = new HashMap<>();
  private final Map<ConnectionToken, PeerConnection> early = new LinkedHashMap<>();
  private boolean stopping;
  private int reached;
  private int unreached;
  private int undecided;

  /** A crawl that has visited nobody; the time that it is given begins now. */
  Crawl(CrawlOptions options, CrawlPort port, long now) {
    this.options = options;
    this.port = port;
    this.frontier = new Frontier(options.limit());
    this.until = now + options.time().toNanos();
    frontier.start(options.starts());
  }

  /** Ends what has had its time, and begins what there is room for; to be called often. */
  void tick(long now) {
    if (now - until >= 0) {
      end(now);
    }
    for (Visit visit : List.copyOf(visits.values())) {
      ConnectionToken token = visit.token();
      if (visit.isOverdue(now)) {
        overdue(visit, now);
      } else if (token != null && visit.takeUnanswered(now)) {
        port.ask(token);
      }
    }
    while (!stopping && visits.size() < options.atOnce()) {
      Lead lead = frontier.next(now);
      if (lead == null) {
        return;
      }
      visits.put(lead.address(), new Visit(lead, port, now));
      port.dial(lead.address());
    }
  }

  /** No more visits: whoever is asked is left with what is known, and no dial is waited for. */
  void end(long now) {
    if (stopping) {
      return;
    }
    stopping = true;
    for (Visit visit : List.copyOf(visits.values())) {
      if (visit.is(State.ASKING)) {
        leave(visit, now);
      } else if (visit.is(State.DIALING)) {
        undecided++;
        forget(visit, "the crawl has ended");
      }
    }
  }

  /** A dial has ended. */
  void dialled(DialTarget target, DialEnd end, long now) {
    Visit visit = visits.get(target);
    ConnectionToken token = end.token();
    if (visit == null || !visit.is(State.DIALING)) {
      if (token != null) {
        port.leave(token);
      }
    } else if (token == null) {
      found(visit.nobody(end.refusal(), end.detail()));
      forget(visit, "not reached");
    } else if (live.containsKey(token)) {
      found(visit.nobody(
          CloseReason.ALREADY_CONNECTED,
          "it leads to " + live.get(token).target() + ", which is being visited"));
      forget(visit, "the same as another");
    } else {
      visit.live(token, now);
      live.put(token, visit);
      PeerConnection facts = early.remove(token);
      if (facts != null) {
        know(visit, facts, now);
      }
      port.ask(token);
    }
  }

  /** The server has announced a connection; that may come before the word on its dial. */
  void connected(PeerConnection facts, long now) {
    Visit visit = live.get(facts.token());
    if (visit != null) {
      know(visit, facts, now);
      leaveIfComplete(visit, now);
      return;
    }
    if (early.size() == EARLY_MAX) {
      early.remove(early.keySet().iterator().next());
    }
    early.put(facts.token(), facts);
  }

  /** A node has told addresses. */
  void told(ConnectionToken token, List<ListenAddress> addresses, long now) {
    ask(token, now, visit -> {
      visit.told(addresses.size());
      frontier.told(visit.target(), visit.place(), addresses);
    });
  }

  /** The round trip to a node is known. */
  void measured(ConnectionToken token, long rttNanos, long now) {
    ask(token, now, visit -> visit.rtt(rttNanos));
  }

  /** A node has said how far its chain has come. */
  void announced(ConnectionToken token, long height, long now) {
    ask(token, now, visit -> visit.height(height));
  }

  /** A connection is over, by whomever. */
  void ended(ConnectionToken token, CloseReason reason) {
    Visit visit = live.get(token);
    if (visit == null) {
      return;
    }
    if (visit.is(State.ASKING)) {
      found(visit.finding(reason));
    }
    forget(visit, reason.name());
  }

  /** Whether anybody is being asked, so that it is of use to look what was measured. */
  boolean isAsking() {
    return live.values().stream().anyMatch(visit -> visit.is(State.ASKING));
  }

  /** Whether there is nothing left to do. */
  boolean isOver() {
    return visits.isEmpty() && (stopping || frontier.isExhausted());
  }

  /** How far it has come. */
  Progress progress() {
    return new Progress(
        reached, unreached, visits.size(), frontier.waiting() + undecided, frontier.refusedCount());
  }

  private void ask(ConnectionToken token, long now, Consumer<Visit> answer) {
    Visit visit = live.get(token);
    if (visit != null && visit.is(State.ASKING)) {
      answer.accept(visit);
      leaveIfComplete(visit, now);
    }
  }

  private void know(Visit visit, PeerConnection facts, long now) {
    visit.facts(facts);
    ListenAddress place = visit.place();
    if (visit.target() instanceof HostAddress && place != null) {
      frontier.reached(place, now);
    }
  }

  private void leaveIfComplete(Visit visit, long now) {
    if (visit.is(State.ASKING) && visit.isComplete(options.blocks())) {
      leave(visit, now);
    }
  }

  private void overdue(Visit visit, long now) {
    if (visit.is(State.ASKING)) {
      leave(visit, now);
    } else {
      forget(visit, "the end of its connection was not announced");
    }
  }

  private void leave(Visit visit, long now) {
    ConnectionToken token = visit.token();
    found(visit.finding(null));
    visit.leave(now + LEAVE_NANOS);
    if (token != null) {
      port.leave(token);
    }
  }

  private void found(Finding finding) {
    if (finding instanceof Finding.Node) {
      reached++;
    } else {
      unreached++;
    }
    port.found(finding);
  }

  private void forget(Visit visit, String why) {
    visit.over(why);
    visits.remove(visit.target());
    ConnectionToken token = visit.token();
    if (token != null) {
      live.remove(token);
    }
  }
}
