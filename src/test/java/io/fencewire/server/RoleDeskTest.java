package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server hears of the instances of other roles. */
class RoleDeskTest {
  private static final RoleInstance FAR = new RoleInstance(Role.GOSSIP, 2, "elsewhere");

  private final Vertx vertx = Vertx.vertx();
  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer toy = new ToyServer(network, 1);
  private final NodeBus bus = new NodeBus(vertx, "desks");
  private final RoleDesk desk = new RoleDesk(
      bus,
      toy.server(),
      new BusPort(
          bus,
          vertx.getOrCreateContext(),
          toy::now,
          new BusPort.Hooks(
              toy.id(),
              ServerOptions.at(toy.address()),
              toy::server,
              address -> {
                throw new AssertionError("nothing is dialled");
              },
              instance -> {
                throw new AssertionError("nothing is shown");
              })));

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void whoSaysHelloIsThereUntilItTakesItsLeave() {
    desk.hear(new ServerCommand.Hello(FAR));
    assertThat(toy.server().household().supervision().all()).contains(FAR);

    desk.hear(new ServerCommand.Bye(FAR));
    assertThat(toy.server().household().supervision().all()).doesNotContain(FAR);
  }
}
