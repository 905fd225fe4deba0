package io.fencewire.gossip;

import io.fencewire.gossip.RecentItems.Recent;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Announce;
import io.fencewire.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Gives peers the recent items they missed: those of before they were LIVE, those whose writing
 * failed, those they fetch. A peer with extensions is told their ids and fetches what it lacks;
 * another is sent the items themselves. Goes on in turns, so that one peer's backlog neither fills
 * its own queue nor anything else.
 */
final class CatchUp {
  /** Between two turns of one connection. */
  static final long ROUND_NANOS = 200_000_000L;

  /** Between a failure and the next turn. */
  static final long RETRY_NANOS = 1_000_000_000L;

  /** Bytes of bodies after which a turn sends no further item. */
  static final int ROUND_BYTES = 128 * 1024;

  /** Ids announced in one turn. */
  static final int ROUND_IDS = 4 * Outbox.IDS_MAX;

  private final Outbox outbox;
  private final Links links;
  private final RecentItems recent;
  private final Tally tally;

  CatchUp(Outbox outbox, Links links, RecentItems recent, Tally tally) {
    this.outbox = outbox;
    this.links = links;
    this.recent = recent;
    this.tally = tally;
  }

  /** Gives a connection its turn: announces or queues what it lacks, sends what it is owed. */
  void turn(Link link, long now) {
    link.beginTurn();
    boolean missed = link.hasExtensions() ? announce(link, now) : queue(link, now);
    boolean sent = send(link, now);
    if (missed) {
      tally.add(Count.CATCH_UPS);
    }
    boolean more = !link.owesNothing() || link.cursor() < recent.nextSequence();
    if (sent || more) {
      link.roundAt(now + ROUND_NANOS);
    }
  }

  /** Gives every connection its turn whose time has come. */
  void turns(long now) {
    for (Link link : links.live(link -> isDue(link, now))) {
      turn(link, now);
    }
  }

  /** Queues what a peer asks for, if it is still recent; the rest is ignored. */
  void fetch(Link link, List<Bytes> ids, long now) {
    for (Bytes id : ids) {
      ItemKey key = ItemKey.of(id);
      if (recent.get(key, now) != null && !link.owe(key)) {
        tally.add(Count.OWED_REFUSED);
      }
    }
    if (!link.isWaiting()) {
      turn(link, now);
    }
  }

  /**
   * An item did not go, or its id did not: another turn, for as long as it is recent; soon if the
   * peer's queue was full and is being emptied.
   */
  void again(Link link, ItemKey key, Outcome outcome, long now) {
    Recent missed = recent.get(key, now);
    if (missed != null) {
      boolean soon = outcome == Outcome.FULL && link.flow().isFlowing();
      link.rewind(missed.sequence());
      link.retryAt(now + (soon ? ROUND_NANOS : RETRY_NANOS));
    }
  }

  /** When the next connection has its turn. */
  OptionalLong deadline() {
    OptionalLong next = OptionalLong.empty();
    for (Link link : links.live(Link::isWaiting)) {
      next = earlier(next, link.deadline());
    }
    return next;
  }

  /** The earlier of two deadlines of a monotonic clock. */
  static OptionalLong earlier(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return one.getAsLong() - other.getAsLong() <= 0 ? one : other;
  }

  private static boolean isDue(Link link, long now) {
    OptionalLong deadline = link.deadline();
    return deadline.isPresent() && now - deadline.getAsLong() >= 0;
  }

  private boolean announce(Link link, long now) {
    List<ItemKey> keys = new ArrayList<>();
    long cursor = recent.nextSequence();
    for (Recent each : recent.from(link.cursor(), now)) {
      if (keys.size() == ROUND_IDS) {
        cursor = each.sequence();
        break;
      }
      if (link.lacks(each.held())) {
        keys.add(each.held().item().key());
      }
    }
    link.moveCursor(cursor);
    outbox.tell(List.of(link), keys, Announce::new);
    tally.add(Count.ANNOUNCED, keys.size());
    return !keys.isEmpty();
  }

  private boolean queue(Link link, long now) {
    boolean missed = false;
    long cursor = recent.nextSequence();
    for (Recent each : recent.from(link.cursor(), now)) {
      if (link.lacks(each.held())) {
        // Nothing is refused here: the cursor stays where the queue had no more room.
        if (!link.owe(each.held().item().key())) {
          cursor = each.sequence();
          break;
        }
        missed = true;
      }
    }
    link.moveCursor(cursor);
    return missed;
  }

  private boolean send(Link link, long now) {
    int items = 0;
    int bytes = 0;
    while (!link.owesNothing() && items < link.flow().allowed() && bytes < ROUND_BYTES) {
      Recent owed = recent.get(link.nextOwed(), now);
      // it may have fetched here, and then given us the item itself on another connection
      if (owed != null && !owed.held().cameFrom(link.peer())) {
        outbox.send(owed.held(), List.of(link));
        items++;
        bytes += owed.held().item().body().size();
      }
    }
    return items > 0;
  }
}
