package io.fencewire.refresh;

import static io.fencewire.Ear.await;
import static io.fencewire.refresh.Stage.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.HandMovedTimers;
import io.fencewire.OneContext;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RefreshMessage.Beat;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two refreshers of a node, as if each were in a JVM of its own; time is moved by hand. */
class SuccessionTest {
  private static final BookEntry KNOWN =
      new BookEntry(Stage.address(7), AddressBook.group(Stage.address(8)), 5, 1, 3L);

  private final Vertx vertx = Vertx.vertx();
  private final OneContext loop = new OneContext(vertx);
  private final NodeBus bus = new NodeBus(vertx, "heirs");
  private final HandMovedTimers timers = new HandMovedTimers();
  private final List<String> said = new ArrayList<>();
  private long now;
  private final Succession first = succession(1);
  private final Succession second = succession(2);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void oneActsAndTheOtherWaits() {
    loop.call(first::begin);
    loop.call(second::begin);
    pass(10);

    assertThat(said).containsOnlyOnce("1 begins").doesNotContain("2 begins");
  }

  @Test
  void theNextOneActsWithinTenSecondsOfItsLossAndHasItsBook() {
    loop.call(first::begin);
    loop.call(second::begin);
    pass(20);
    loop.call(first::end);
    said.add("lost");
    pass(10);

    assertThat(said).containsSubsequence("1 begins", "2 inherits", "lost", "2 begins");
    assertThat(said).doesNotContain("1 rests");
  }

  @Test
  void aRefresherWhoseJvmHasLeftIsNotWaitedFor() {
    RoleInstance gone = new RoleInstance(Role.REFRESH, 0, "a JVM that has left");
    loop.call(first::begin);
    for (int second = 0; second < 4; second++) {
      loop.turn(() -> bus.publish(bus.addresses().refreshers(), new Beat(gone, true)));
      pass(1);
    }

    assertThat(said).contains("1 begins");
  }

  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      now += SECOND;
      loop.turn(timers::fireAll);
    }
  }

  private Succession succession(long id) {
    RoleInstance self = new RoleInstance(Role.REFRESH, id, bus.jvm());
    return new Succession(timers.vertx(), bus, self, () -> now, new Heir(id));
  }

  /** Says what it is told. */
  private final class Heir implements Succession.Heir {
    private final long id;

    Heir(long id) {
      this.id = id;
    }

    @Override
    public void begin() {
      said.add(id + " begins");
    }

    @Override
    public void rest() {
      said.add(id + " rests");
    }

    @Override
    public void inherit(List<BookEntry> entries) {
      assertThat(entries).containsExactly(KNOWN);
      said.add(id + " inherits");
    }

    @Override
    public List<BookEntry> bequest() {
      return List.of(KNOWN);
    }
  }
}
