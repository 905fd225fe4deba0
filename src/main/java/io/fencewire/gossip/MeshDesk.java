package io.fencewire.gossip;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.GossipCommand;
import io.fencewire.bus.GossipCommand.Digest;
import io.fencewire.bus.GossipCommand.Missing;
import io.fencewire.bus.GossipCommand.Shared;
import io.fencewire.bus.NodeBus;
import io.fencewire.peer.RoleInstance;
import io.fencewire.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;

/** Where a gossip instance hears those in other JVMs, and tells them what it has. */
final class MeshDesk {
  /** Between two digests. */
  static final long ROUND_MILLIS = 2_000;

  private final Vertx vertx;
  private final NodeBus bus;
  private final RoleInstance self;
  private final Ground ground;

  @SuppressWarnings("NullAway.Init") // set by begin()
  private MessageConsumer<BusRecord> consumer;

  private long timer;

  MeshDesk(Vertx vertx, NodeBus bus, RoleInstance self, Ground ground) {
    this.vertx = vertx;
    this.bus = bus;
    this.self = self;
    this.ground = ground;
  }

  /** What a desk works for: the relay's answers, each in a turn of its own. */
  interface Ground {
    /** An item came from another instance. */
    void shared(GossipCommand.Item item);

    /** Those of these keys that are not known here. */
    List<Bytes> missing(List<Bytes> keys);

    /** The keys of what was accepted lately. */
    List<Bytes> digest();

    /** Those of these items that are still held here. */
    List<GossipCommand.Item> find(List<Bytes> keys);
  }

  Future<?> begin() {
    consumer = bus.listen(bus.addresses().mesh(), message -> hear(message.body()));
    return consumer.completion().onSuccess(registered -> nextRound());
  }

  Future<?> end() {
    vertx.cancelTimer(timer);
    return consumer.unregister();
  }

  /** Tells all the others of an item. */
  void share(GossipCommand.Item item) {
    bus.publish(bus.addresses().mesh(), new Shared(self, item));
  }

  /** Something was said to all, or to this instance alone. */
  void hear(BusRecord record) {
    if (record instanceof Shared shared && !shared.instance().equals(self)) {
      ground.shared(shared.item());
    } else if (record instanceof Digest digest && !digest.instance().equals(self)) {
      List<Bytes> missing = ground.missing(digest.keys());
      if (!missing.isEmpty()) {
        bus.tell(digest.instance(), new Missing(self, missing));
      }
    } else if (record instanceof Missing wanted) {
      ground.find(wanted.keys()).forEach(item -> bus.tell(wanted.asker(), new Shared(self, item)));
    }
  }

  private void nextRound() {
    List<Bytes> keys = ground.digest();
    if (!keys.isEmpty()) {
      bus.publish(bus.addresses().mesh(), new Digest(self, keys));
    }
    timer = vertx.setTimer(ROUND_MILLIS, fired -> nextRound());
  }
}
