package io.fencewire.bus;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.HandMovedTimers;
import io.fencewire.OneContext;
import io.fencewire.peer.Role;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What servers hear of an instance of a role. */
class PresenceTest {
  private final Vertx vertx = Vertx.vertx();
  private final OneContext loop = new OneContext(vertx);
  private final NodeBus bus = new NodeBus(vertx, "present");
  private final HandMovedTimers timers = new HandMovedTimers();
  private final List<BusRecord> heard = new ArrayList<>();
  private final Presence presence =
      new Presence(timers.vertx(), bus, new Presence.Start(Role.GOSSIP, 1, () -> 0), message -> {});

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void itSaysThatItIsThereAgainAndAgainUntilItTakesItsLeave() {
    loop.call(() -> bus.listen(bus.addresses().servers(), message -> heard.add(message.body()))
        .completion());
    ServerCommand hello = new ServerCommand.Hello(presence.instance());

    loop.call(presence::begin);
    loop.turn(timers::fireAll);
    loop.turn(timers::fireAll);
    assertThat(heard).containsExactly(hello, hello, hello);

    loop.call(presence::end);
    loop.turn(timers::fireAll);
    assertThat(heard)
        .containsExactly(hello, hello, hello, new ServerCommand.Bye(presence.instance()));
  }
}
