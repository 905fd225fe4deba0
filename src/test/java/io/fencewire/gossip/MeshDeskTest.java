package io.fencewire.gossip;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.HandMovedTimers;
import io.fencewire.OneContext;
import io.fencewire.bus.GossipCommand;
import io.fencewire.bus.NodeBus;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.wire.Bytes;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two gossip instances of a node, as if each were in a JVM of its own. */
class MeshDeskTest {
  private static final Bytes KEY = Bytes.parse("0b".repeat(32));
  private static final GossipCommand.Item ITEM =
      new GossipCommand.Item("news", "0a", Bytes.parse("c0ffee"), null);

  private final Vertx vertx = Vertx.vertx();
  private final OneContext loop = new OneContext(vertx);
  private final NodeBus bus = new NodeBus(vertx, "mesh");
  private final HandMovedTimers timers = new HandMovedTimers();
  private final Ground one = new Ground();
  private final Ground other = new Ground();
  private final MeshDesk desk = desk(1, one);
  private final MeshDesk otherDesk = desk(2, other);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void whatOneAcceptsTheOtherIsTold() {
    loop.call(desk::begin);
    loop.call(otherDesk::begin);
    loop.turn(() -> desk.share(ITEM));

    assertThat(other.shared).containsExactly(ITEM);
    assertThat(one.shared).as("not its own").isEmpty();
  }

  @Test
  void whoComesLaterIsGivenWithinARoundWhatItMissed() {
    one.has.add(ITEM);
    loop.call(desk::begin);
    loop.call(otherDesk::begin);
    assertThat(other.shared).isEmpty();

    loop.turn(timers::fireAll);

    assertThat(other.shared).containsExactly(ITEM);
    loop.turn(timers::fireAll);
    assertThat(other.shared).as("once").containsExactly(ITEM);
  }

  @Test
  void whoHasEndedHearsNothingMore() {
    loop.call(desk::begin);
    loop.call(otherDesk::begin);
    loop.call(otherDesk::end);
    loop.turn(() -> desk.share(ITEM));

    assertThat(other.shared).isEmpty();
  }

  private MeshDesk desk(long id, Ground ground) {
    RoleInstance self = new RoleInstance(Role.GOSSIP, id, bus.jvm());
    // What is said to one instance goes to its own address, where the role listens.
    loop.call(() -> bus.listen(
            bus.addresses().instance(self), message -> deskOf(id).hear(message.body()))
        .completion());
    return new MeshDesk(timers.vertx(), bus, self, ground);
  }

  private MeshDesk deskOf(long id) {
    return id == 1 ? desk : otherDesk;
  }

  /** One item at most, and everything that was shared. */
  private static final class Ground implements MeshDesk.Ground {
    private final List<GossipCommand.Item> has = new ArrayList<>();
    private final List<GossipCommand.Item> shared = new ArrayList<>();

    @Override
    public void shared(GossipCommand.Item item) {
      shared.add(item);
      has.add(item);
    }

    @Override
    public List<Bytes> missing(List<Bytes> keys) {
      return has.isEmpty() ? keys : List.of();
    }

    @Override
    public List<Bytes> digest() {
      return has.isEmpty() ? List.of() : List.of(KEY);
    }

    @Override
    public List<GossipCommand.Item> find(List<Bytes> keys) {
      return keys.contains(KEY) ? has : List.of();
    }
  }
}
