package io.fencewire.devnet;

import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection as both of its ends tell it: the auditor's record. */
final class Session {
  private final long number;
  private final List<End> ends = new ArrayList<>(2);
  private boolean judged;

  /** A connection of which nobody has said anything yet. */
  Session(long number) {
    this.number = number;
  }

  /** What a node says, or empty if it is a third one. */
  Optional<End> at(int node, PeerId self, PeerId peer) {
    for (End end : ends) {
      if (end.node == node) {
        return Optional.of(end);
      }
    }
    if (ends.size() == 2) {
      return Optional.empty();
    }
    End end = new End(node, self, peer);
    ends.add(end);
    return Optional.of(end);
  }

  /** One or two of them, in the order in which they were first heard of. */
  List<End> ends() {
    return ends;
  }

  /** Whether both ends are LIVE. */
  boolean isLive() {
    return ends.size() == 2 && ends.stream().allMatch(End::isLive);
  }

  /** Whether any end was ever LIVE. */
  boolean wasLive() {
    return ends.stream().anyMatch(end -> end.connection != null);
  }

  /** The end that closed it: the one that did so of its own accord, the earlier one if both did. */
  Optional<Close> closed() {
    Close chosen = null;
    for (End end : ends) {
      Close close = end.close;
      if (close != null && (chosen == null || close.comesBefore(chosen))) {
        chosen = close;
      }
    }
    return Optional.ofNullable(chosen);
  }

  /** Whether these two may have existed side by side, give or take this much. */
  boolean overlaps(Session other, long slackNanos) {
    return first() - other.last() <= slackNanos && other.first() - last() <= slackNanos;
  }

  /** Whether it connects the same two nodes as the other one. */
  boolean hasPairOf(Session other) {
    return ends.get(0).pair().equals(other.ends.get(0).pair());
  }

  /** Whether each end names the other one, and one of them says that it dialled. */
  boolean isOfOneMind() {
    if (ends.size() < 2) {
      return true;
    }
    PeerConnection one = ends.get(0).connection;
    PeerConnection other = ends.get(1).connection;
    return ends.get(0).pair().equals(ends.get(1).pair())
        && (one == null || other == null || one.direction() != other.direction());
  }

  private long first() {
    return ends.stream().mapToLong(End::first).min().orElseThrow();
  }

  private long last() {
    return ends.stream().mapToLong(End::last).max().orElseThrow();
  }

  /** Marks it as judged; true the first time. */
  boolean judge() {
    boolean before = judged;
    judged = true;
    return !before;
  }

  /** What both ends say, for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("session ").append(Long.toHexString(number));
    for (End end : ends) {
      text.append(end == ends.get(0) ? ": " : ", ").append(end);
    }
    return text.toString();
  }

  /**
   * How an end was closed.
   *
   * @param at when the auditor heard of it
   */
  record Close(CloseReason reason, CloseOrigin origin, long at) {
    /** Whether this end closed of its own accord, rather than being told by peer or socket. */
    boolean isOwn() {
      return origin == CloseOrigin.COMMAND || origin == CloseOrigin.SERVER;
    }

    private boolean comesBefore(Close other) {
      return isOwn() == other.isOwn() ? at - other.at < 0 : isOwn();
    }
  }

  /** One node's side of the story. */
  static final class End {
    private final int node;
    private final PeerId self;
    private final PeerId peer;
    private @Nullable PeerConnection connection;
    private long liveAt;
    private @Nullable Close close;

    private End(int node, PeerId self, PeerId peer) {
      this.node = node;
      this.self = self;
      this.peer = peer;
    }

    /** Says that it is LIVE. */
    void live(PeerConnection told, long now) {
      connection = told;
      liveAt = now;
    }

    /** Says that it is over. */
    void close(Close told) {
      close = told;
    }

    /** What it said when it was LIVE, or null if it never was. */
    @Nullable
    PeerConnection connection() {
      return connection;
    }

    /** How it ended, or null if it has not. */
    @Nullable
    Close close() {
      return close;
    }

    /** Whether it is LIVE now. */
    boolean isLive() {
      return connection != null && close == null;
    }

    private Set<PeerId> pair() {
      return self.equals(peer) ? Set.of(self) : Set.of(self, peer);
    }

    private long first() {
      return connection == null ? last() : liveAt;
    }

    private long last() {
      return close == null ? Long.MAX_VALUE / 2 : close.at;
    }

    @Override
    public String toString() {
      String end = close == null ? "LIVE" : close.reason + " by " + close.origin;
      return "node " + node + " says " + end + (connection == null ? " before LIVE" : "");
    }
  }
}
