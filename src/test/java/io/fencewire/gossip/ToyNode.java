package io.fencewire.gossip;

import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One node of a {@link ToyNetwork}: a relay whose port is that network. */
final class ToyNode implements RelayPort {
  private static final GossipOptions OPTIONS = new GossipOptions(
      10_000, 1_000, Duration.ofSeconds(5), Duration.ofSeconds(10), 16 * 1024 * 1024);

  final Map<ItemKey, Integer> deliveries = new HashMap<>();
  private final ToyNetwork network;
  private final int number;
  private final ServerId serverId;
  private final Relay relay = new Relay(OPTIONS, this);
  // Who sent what to this node, for the check that nothing ever goes back.
  private final Set<Sent> sources = new HashSet<>();
  private OptionalLong armed = OptionalLong.empty();

  ToyNode(ToyNetwork network, int number, ServerId serverId) {
    this.network = network;
    this.number = number;
    this.serverId = serverId;
  }

  private record Sent(PeerId by, ItemKey key) {}

  Relay relay() {
    return relay;
  }

  ServerId serverId() {
    return serverId;
  }

  /** An application publishes here. */
  ItemKey publish(String topic, Bytes body) {
    ItemKey key = relay.publish(topic, body, network.now());
    arm();
    return key;
  }

  void arrived(ToyNetwork.End end, Message message) {
    Item item = Item.received(message);
    if (item != null) {
      sources.add(new Sent(end.connection().peer(), item.key()));
    }
    relay.received(end.connection().token(), message, network.now());
    arm();
  }

  /** Has the relay woken when it wants to be. */
  void arm() {
    OptionalLong next = relay.deadline();
    if (next.isPresent() && !next.equals(armed)) {
      network.at(Math.max(next.getAsLong(), network.now()), () -> {
        if (armed.equals(next)) {
          armed = OptionalLong.empty();
          relay.wake(network.now());
          if (relay.deadline().equals(next)) {
            throw new AssertionError("node " + number + " asks for a deadline that has passed");
          }
          arm();
        }
      });
    }
    armed = next;
  }

  @Override
  public void fanOut(List<Addressee> targets, Message message, ItemKey key) {
    for (Addressee target : targets) {
      PeerId peer = network.end(target.token()).connection().peer();
      if (sources.contains(new Sent(peer, key))) {
        network.faults.add("node " + number + " sends " + key + " back to " + peer.brief());
      }
      network.write(target.token(), message, outcome -> {
        relay.written(target.token(), key, outcome, network.now());
        arm();
      });
    }
  }

  @Override
  public void tell(List<Addressee> targets, Message message) {
    for (Addressee target : targets) {
      network.write(target.token(), message, outcome -> {
        relay.told(target.token(), message, outcome, network.now());
        arm();
      });
    }
  }

  @Override
  public void validate(Item item, @Nullable PeerId from) {
    network.in(network.between(0, 20), () -> {
      relay.judged(item.key(), Ruling.ACCEPT, network.now());
      arm();
    });
  }

  @Override
  public void share(Item item, @Nullable PeerId from) {}

  @Override
  public void deliver(Item item, @Nullable PeerId from) {
    deliveries.merge(item.key(), 1, Integer::sum);
  }
}
