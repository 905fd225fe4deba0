package io.fencewire.gossip;

import io.fencewire.gossip.RecentItems.Recent;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Announce;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.DontWant;
import io.fencewire.wire.Fetch;
import io.fencewire.wire.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of every item: whether it is new, whether it is delivered, whom it is sent
 * to. Each accepted item is delivered once and pushed to every live peer that isn't known to have
 * it; what a peer misses it is given by {@link CatchUp}.
 *
 * <p>It is told what happened, with the time, and acts through its {@link RelayPort}. After each
 * call the caller arms one timer for {@link #deadline()}, and calls {@link #wake} when it fires.
 */
public final class Relay {
  /** From this body size on, the other peers are told at once that they need not send it too. */
  static final int DONT_WANT_BYTES = 1_024;

  private final Tally tally = new Tally();
  private final Links links = new Links(tally);
  private final Wanted wanted = new Wanted(tally);
  private final RelayPort port;
  private final ItemForm form;
  private final ItemBook book;
  private final RecentItems recent;
  private final Outbox outbox;
  private final CatchUp catchUp;
  private final Mesh mesh;

  /** A relay with no connections. */
  public Relay(GossipOptions options, RelayPort port) {
    this.port = port;
    this.form = options.form();
    this.book = new ItemBook(options, tally);
    this.recent = new RecentItems(options, tally);
    this.outbox = new Outbox(port);
    this.catchUp = new CatchUp(outbox, links, recent, tally);
    this.mesh = new Mesh(recent, book, tally);
  }

  /** A connection is being prepared, or another lease is given on one that is known. */
  public void prepared(PeerConnection connection, Lease lease) {
    links.prepare(connection, lease);
  }

  /** A connection is LIVE: its peer is given what it missed. */
  public void promoted(ConnectionToken token, long now) {
    Link link = links.get(token);
    if (link != null && !link.isLive()) {
      link.promote();
      catchUp.turn(link, now);
    }
  }

  /** A connection is over. */
  public void ended(ConnectionToken token, long now) {
    if (links.remove(token)) {
      fetch(wanted.left(token, now));
    }
  }

  /** A server lists all connections it has; those of other servers are not touched. */
  public void reconciled(ServerId server, List<ListedLink> listed, long now) {
    Links.Difference difference = links.reconcile(server, listed);
    difference.gone().forEach(token -> ended(token, now));
    difference.live().forEach(token -> promoted(token, now));
  }

  /** A peer's message came in. */
  public void received(ConnectionToken token, Message message, long now) {
    Link link = links.get(token);
    if (link == null) {
      // Lost track of it: the next snapshot names its peer, and the item comes another way.
      tally.add(Count.STRANGERS);
    } else if (message instanceof Announce announce) {
      announced(link, announce.ids(), now);
    } else if (message instanceof Fetch fetch) {
      catchUp.fetch(link, fetch.ids(), now);
    } else if (message instanceof DontWant dontWant) {
      dontWant.ids().forEach(id -> link.learn(ItemKey.of(id)));
    } else {
      received(link, form.received(message), now);
    }
  }

  /**
   * An application of this node gives an item to the network. Nobody judges it; if it is known
   * already, nothing happens.
   *
   * @throws IllegalArgumentException if it can't be published; says why, and what could
   */
  public ItemKey publish(String topic, Bytes body, long now) {
    Item item = form.published(topic, body);
    ItemState state = book.stateOf(item.key());
    if (state == ItemState.REJECTED) {
      throw new IllegalArgumentException("the validator of topic '" + topic
          + "' rejected this item when it came from a peer; publish another, or change the rule");
    }
    if (state != ItemState.ACCEPTED) {
      HeldItem pending = book.pending(item.key());
      accept(pending != null ? pending : new HeldItem(item, null), Count.PUBLISHED, now);
      port.share(item, null);
    }
    return item.key();
  }

  /** A gossip instance in another JVM has accepted an item: it need not be judged again. */
  public void shared(String topic, Bytes body, @Nullable PeerId from, long now) {
    Item item = form.published(topic, body);
    if (book.stateOf(item.key()).leadsTo(ItemState.ACCEPTED)) {
      HeldItem pending = book.pending(item.key());
      accept(pending != null ? pending : new HeldItem(item, from), Count.SHARED, now);
    }
  }

  Mesh mesh() {
    return mesh;
  }

  /** A validator has answered, or failed to. */
  public void judged(ItemKey key, Ruling ruling, long now) {
    HeldItem held = book.pending(key);
    if (held == null) {
      return; // accepted meanwhile, because an application published the same
    }
    switch (ruling) {
      case ACCEPT -> {
        accept(held, Count.ACCEPTED, now);
        port.share(held.item(), held.from());
      }
      case UNJUDGED -> deliver(held, Count.UNJUDGED);
      case REJECT -> book.become(held, ItemState.REJECTED, Count.REJECTED);
      case IGNORE -> book.become(held, ItemState.FORGOTTEN, Count.IGNORED);
      case EXPIRED -> book.become(held, ItemState.FORGOTTEN, Count.EXPIRED);
    }
  }

  /** How writing an item to one connection ended. */
  public void written(ConnectionToken token, ItemKey key, Outcome outcome, long now) {
    if (outcome == Outcome.WRITTEN) {
      tally.add(Count.RELAYED);
    }
    Link link = links.get(token);
    if (link == null) {
      return;
    }
    link.land(key, outcome);
    switch (Consequence.of(outcome)) {
      case SETTLED -> link.learn(key);
      case AGAIN -> catchUp.again(link, key, outcome, now);
      case NOTHING -> {}
      case GONE -> ended(token, now);
    }
  }

  /** How writing an Announce, Fetch or DontWant to one connection ended. */
  public void told(ConnectionToken token, Message message, Outcome outcome, long now) {
    Link link = links.get(token);
    Consequence consequence = Consequence.of(outcome);
    if (link == null) {
      return;
    }
    if (consequence == Consequence.GONE) {
      ended(token, now);
    } else if (consequence == Consequence.AGAIN && message instanceof Announce announce) {
      announce.ids().forEach(id -> catchUp.again(link, ItemKey.of(id), outcome, now));
    } else if (consequence == Consequence.AGAIN && message instanceof Fetch fetch) {
      fetch.ids().forEach(id -> wanted.again(ItemKey.of(id), token));
    }
  }

  /** The time asked for with {@link #deadline()} has come; earlier does no harm. */
  public void wake(long now) {
    recent.expire(now);
    fetch(wanted.overdue(now));
    catchUp.turns(now);
  }

  /** When {@link #wake} is to be called next. */
  public OptionalLong deadline() {
    return CatchUp.earlier(
        recent.deadline(), CatchUp.earlier(wanted.deadline(), catchUp.deadline()));
  }

  /** What is held now, by name. */
  public Map<String, Long> gauges() {
    Map<String, Long> gauges = new LinkedHashMap<>();
    gauges.put("connections", (long) links.size());
    gauges.put("pending", (long) book.pendingSize());
    gauges.put("recent", (long) recent.size());
    gauges.put("recent_bytes", recent.bytes());
    gauges.put("seen", (long) book.seenSize());
    gauges.put("wanted", (long) wanted.size());
    return gauges;
  }

  /** What has happened since the start, by name. */
  public Map<String, Long> counters() {
    return tally.byWord();
  }

  private void received(Link link, @Nullable Item item, long now) {
    if (item == null) {
      tally.add(Count.UNFIT);
      return;
    }
    tally.add(Count.RECEIVED);
    link.learn(item.key());
    switch (book.stateOf(item.key())) {
      case FORGOTTEN -> first(link, item);
      case PENDING, ACCEPTED, REJECTED -> duplicate(link.peer(), item.key(), now);
    }
  }

  private void first(Link link, Item item) {
    HeldItem held = new HeldItem(item, link.peer());
    if (!item.genuine()) {
      wanted.came(item.key());
      book.become(held, ItemState.REJECTED, Count.REJECTED);
    } else if (!book.hasRoom(item)) {
      // It stays wanted if it was: its other announcers are asked in their turn.
      tally.add(Count.REFUSED_FULL);
    } else {
      wanted.came(item.key());
      book.become(held, ItemState.PENDING, Count.TAKEN);
      if (item.body().size() >= DONT_WANT_BYTES) {
        List<Link> others = links.live(other -> other.hasExtensions() && other.lacks(held));
        outbox.tell(others, List.of(item.key()), DontWant::new);
      }
      port.validate(item, link.peer());
    }
  }

  private void duplicate(PeerId source, ItemKey key, long now) {
    tally.add(Count.DUPLICATES);
    HeldItem pending = book.pending(key);
    Recent kept = recent.get(key, now);
    if (pending != null) {
      pending.join(source);
    } else if (kept != null) {
      kept.held().join(source);
    }
  }

  private void accept(HeldItem held, Count why, long now) {
    deliver(held, why);
    wanted.came(held.item().key());
    recent.add(held, now);
    outbox.send(held, links.live(link -> link.lacks(held)));
  }

  private void deliver(HeldItem held, Count why) {
    book.become(held, ItemState.ACCEPTED, why);
    port.deliver(held.item(), held.from());
    tally.add(Count.DELIVERED);
  }

  private void announced(Link link, List<Bytes> ids, long now) {
    List<ItemKey> missing = new ArrayList<>();
    for (Bytes id : ids) {
      ItemKey key = ItemKey.of(id);
      link.learn(key);
      if (book.stateOf(key) == ItemState.FORGOTTEN && wanted.announced(key, link.token(), now)) {
        missing.add(key);
      }
    }
    fetch(link, missing);
  }

  private void fetch(Map<ConnectionToken, List<ItemKey>> plan) {
    plan.forEach((token, keys) -> {
      Link link = links.get(token);
      if (link != null) {
        fetch(link, keys);
      }
    });
  }

  private void fetch(Link link, List<ItemKey> keys) {
    outbox.tell(List.of(link), keys, Fetch::new);
    tally.add(Count.FETCHED, keys.size());
  }
}
