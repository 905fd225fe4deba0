package io.fencewire.gossip;

import io.fencewire.peer.PeerId;
import io.fencewire.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Relay} does to the world. No method calls back in the same turn. */
public interface RelayPort {
  /**
   * Writes an item to several connections. Each target's outcome is brought back, once, with {@link
   * Relay#written}.
   */
  void fanOut(List<Addressee> targets, Message message, ItemKey key);

  /**
   * Writes an Announce, Fetch or DontWant to several connections. Each target's outcome is brought
   * back with {@link Relay#told}.
   */
  void tell(List<Addressee> targets, Message message);

  /** Asks the topic's validator; its answer is brought back, once, with {@link Relay#judged}. */
  void validate(Item item, @Nullable PeerId from);

  /** Tells the gossip instances in other JVMs of an item that was accepted here. */
  void share(Item item, @Nullable PeerId from);

  /** Hands an accepted item to the subscribers of its topic, in this JVM. */
  void deliver(Item item, @Nullable PeerId from);
}
