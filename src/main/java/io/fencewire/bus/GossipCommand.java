package io.fencewire.bus;

import io.fencewire.peer.PeerId;
import io.fencewire.peer.RoleInstance;
import io.fencewire.wire.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What applications and the gossip role say to each other. */
public sealed interface GossipCommand extends BusRecord {
  /**
   * Give this item to the network; answered with {@link RoleAnswer.Published}, or after the deadline
   * not carried out and not answered.
   *
   * @param deadline in the monotonic clock of the JVM that the gossip role is in
   */
  record PublishItem(String topic, Bytes body, long deadline) implements GossipCommand {}

  /**
   * An item, as subscribers get it and validators are asked about it.
   *
   * @param id hexadecimal: the item's key in the gossip layer
   * @param from the peer it first came from, or null if it was published in this node
   */
  record Item(String topic, String id, Bytes body, @Nullable PeerId from)
      implements GossipCommand {}

  /**
   * A gossip instance has accepted an item, and tells the others, which need not judge it again.
   *
   * @param instance the one that says so
   */
  record Shared(RoleInstance instance, Item item) implements GossipCommand {}

  /** The keys of what a gossip instance has accepted lately, for those that missed some of it. */
  record Digest(RoleInstance instance, List<Bytes> keys) implements GossipCommand {}

  /** Asks a gossip instance for items it has accepted lately; they come as {@link Shared}. */
  record Missing(RoleInstance asker, List<Bytes> keys) implements GossipCommand {}

  /** A validator's answer to an {@link Item}. */
  record Judged(Judgement judgement) implements GossipCommand {}

  /** What a validator can say. */
  enum Judgement {
    /** Deliver and relay it. */
    ACCEPT,
    /** Neither, and forget it: it may come again. */
    IGNORE,
    /** Neither, and remember that it was bad. */
    REJECT
  }
}
