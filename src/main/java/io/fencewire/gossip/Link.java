package io.fencewire.gossip;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What gossip holds for one generation: what its peer has, what is on its way there, and what it is
 * still owed. All of it ends with the generation, because what was written to a connection that
 * ended may never have arrived.
 */
final class Link {
  /** Facts of what the peer has; the oldest is forgotten, and costs a duplicate at worst. */
  static final int KNOWN_MAX = 8_192;

  /** Items queued to be sent in full; further ones are refused, and can be asked for again. */
  static final int OWED_MAX = 4_096;

  private final PeerConnection connection;
  private final Tally tally;
  private final Set<ItemKey> known = new LinkedHashSet<>();
  // Bounded by the commands that may be unanswered.
  private final Set<ItemKey> inFlight = new HashSet<>();
  private final Set<ItemKey> owed = new LinkedHashSet<>();
  private final Flow flow = new Flow();
  private Lease lease;
  private boolean live;
  // Accepted items from this place in the order on have not been announced or queued.
  private long cursor;
  private @Nullable Long roundAt;
  private @Nullable Long retryAt;

  Link(PeerConnection connection, Lease lease, Tally tally) {
    this.connection = connection;
    this.lease = lease;
    this.tally = tally;
  }

  ConnectionToken token() {
    return connection.token();
  }

  PeerId peer() {
    return connection.peer();
  }

  Addressee addressee() {
    return new Addressee(token(), lease);
  }

  void renew(Lease lease) {
    this.lease = lease;
  }

  boolean hasExtensions() {
    return connection.traits().hasExtensions();
  }

  boolean isLive() {
    return live;
  }

  void promote() {
    live = true;
  }

  /** Whether the peer can be sent this item and isn't known to have it. */
  boolean lacks(HeldItem held) {
    ItemKey key = held.item().key();
    return (hasExtensions() || !held.item().needsExtensions())
        && !held.cameFrom(peer())
        && !known.contains(key)
        && !inFlight.contains(key);
  }

  /** Takes note that the peer has this item, or is never to be sent it. */
  void learn(ItemKey key) {
    owed.remove(key);
    if (known.add(key) && known.size() > KNOWN_MAX) {
      removeFirst(known);
      tally.add(Count.KNOWN_FORGOTTEN);
    }
  }

  /** Takes note that this item is being written; false if it is already. */
  boolean take(ItemKey key) {
    return inFlight.add(key);
  }

  /** Takes note of the outcome of writing this item. */
  void land(ItemKey key, Outcome outcome) {
    inFlight.remove(key);
    if (outcome == Outcome.WRITTEN) {
      flow.taken();
    } else if (outcome == Outcome.FULL) {
      flow.full();
    }
  }

  /** How much the peer takes at a time. */
  Flow flow() {
    return flow;
  }

  /** Queues an item to be sent in full; false if there is no room. */
  boolean owe(ItemKey key) {
    if (owed.size() >= OWED_MAX && !owed.contains(key)) {
      return false;
    }
    owed.add(key);
    return true;
  }

  boolean owesNothing() {
    return owed.isEmpty();
  }

  /** Takes the item that was queued first. */
  ItemKey nextOwed() {
    return removeFirst(owed);
  }

  long cursor() {
    return cursor;
  }

  void moveCursor(long sequence) {
    cursor = sequence;
  }

  /** Has the next turn look at accepted items from an earlier place on. */
  void rewind(long sequence) {
    cursor = Math.min(cursor, sequence);
  }

  /** Asks for another turn. */
  void roundAt(long at) {
    roundAt = at;
  }

  /** Asks for another turn because something failed; nothing is queued or announced before. */
  void retryAt(long at) {
    if (retryAt == null) {
      retryAt = at;
    }
  }

  /** Whether its next turn is in the future, so that nothing more may be begun now. */
  boolean isWaiting() {
    return retryAt != null || roundAt != null;
  }

  void beginTurn() {
    roundAt = null;
    retryAt = null;
    flow.turn();
  }

  /** When its next turn is. */
  OptionalLong deadline() {
    Long at = retryAt != null ? retryAt : roundAt;
    return at != null ? OptionalLong.of(at) : OptionalLong.empty();
  }

  private static ItemKey removeFirst(Set<ItemKey> keys) {
    Iterator<ItemKey> all = keys.iterator();
    ItemKey first = all.next();
    all.remove();
    return first;
  }
}
