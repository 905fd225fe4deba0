package io.fencewire.crawl;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerConnection;
import org.jspecify.annotations.Nullable;

/** The visit to one address, and what is known of its node so far. */
final class Visit {
  /** Where a visit is. */
  enum State {
    /** The server dials, and proves with the other end who both are. */
    DIALING,
    /** The connection is LIVE; the node was asked for addresses, and is pinged. */
    ASKING,
    /** What was found is told; the goodbye is on its way. */
    LEAVING,
    /** There is no connection, or none of ours any more. */
    OVER
  }

  private final Lead lead;
  private final CrawlPort port;
  private final long begunAt;
  private State state = State.DIALING;
  private long dueAt;
  private long askAgainAt;
  private boolean askedAgain;
  private long connectNanos;
  private @Nullable ConnectionToken token;
  private @Nullable PeerConnection facts;
  private @Nullable Long height;
  private @Nullable Long rttNanos;
  private @Nullable Integer told;

  Visit(Lead lead, CrawlPort port, long now) {
    this.lead = lead;
    this.port = port;
    this.begunAt = now;
  }

  DialTarget target() {
    return lead.address();
  }

  boolean is(State expected) {
    return state == expected;
  }

  @Nullable
  ConnectionToken token() {
    return token;
  }

  /** The connection is LIVE, and its node is asked. */
  void live(ConnectionToken drawn, long now) {
    token = drawn;
    connectNanos = now - begunAt;
    dueAt = now + Crawl.STAY_NANOS;
    askAgainAt = now + Crawl.PATIENCE_NANOS;
    become(State.ASKING, "live");
  }

  /** What the server tells of the connection. */
  void facts(PeerConnection announced) {
    facts = announced;
  }

  /** Where the node was met; null if that is not known. */
  @Nullable
  ListenAddress place() {
    if (target() instanceof ListenAddress address) {
      return address;
    }
    return facts == null
        ? null
        : new ListenAddress(facts.address().ip(), target().port());
  }

  void height(long announced) {
    height = announced;
  }

  void rtt(long nanos) {
    rttNanos = nanos;
  }

  void told(int addresses) {
    told = addresses;
  }

  /** Whether the question seems to be lost, which is said once. */
  boolean takeUnanswered(long now) {
    boolean lost = state == State.ASKING && told == null && !askedAgain && now - askAgainAt >= 0;
    askedAgain |= lost;
    return lost;
  }

  /** Whether all is known that can be; a node that says nothing of its chain is not waited for. */
  boolean isComplete(boolean blocks) {
    return facts != null
        && told != null
        && rttNanos != null
        && (height != null || !blocks || !hasChain(facts.traits().nodeType()));
  }

  /** Whether the node, or the end of the connection, has had its time. */
  boolean isOverdue(long now) {
    return (state == State.ASKING || state == State.LEAVING) && now - dueAt >= 0;
  }

  /** The goodbye is said; it may take until then. */
  void leave(long until) {
    dueAt = until;
    become(State.LEAVING, "asked");
  }

  void over(String why) {
    become(State.OVER, why);
  }

  /** What there is to tell; {@code end} is null unless the node has ended the connection. */
  Finding finding(@Nullable CloseReason end) {
    return facts == null
        ? new Finding.Nobody(lead, end, "it was gone before anything was known of it")
        : new Finding.Node(
            lead, facts.peer(), facts.traits(), height, rttNanos, connectNanos, told, end);
  }

  /** What there is to tell if no connection came of it. */
  Finding nobody(@Nullable CloseReason reason, String detail) {
    boolean saysMore = reason == null || !detail.equals(reason.name());
    return new Finding.Nobody(lead, reason, saysMore ? detail : "");
  }

  private static boolean hasChain(NodeType type) {
    return switch (type) {
      case CLIENT, VALIDATOR -> true;
      case PROVER, BOOTSTRAP_CLIENT -> false;
    };
  }

  private void become(State next, String why) {
    assert next.ordinal() > state.ordinal() : state + " can't become " + next + ": " + why;
    state = next;
    port.became(target(), next, why);
  }
}
