package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.Here;
import io.fencewire.bus.RoleCall;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.Role;
import io.vertx.core.Future;
import java.util.stream.Stream;

/**
 * Where a server hears which instances of the other roles there are, and shows each of them all that
 * is entrusted to it.
 */
final class RoleDesk {
  private static final long CALL_MILLIS = 2_000;

  private final NodeBus bus;
  private final PeerServer server;
  private final BusPort port;

  RoleDesk(NodeBus bus, PeerServer server, BusPort port) {
    this.bus = bus;
    this.server = server;
    this.port = port;
  }

  /** Done when the instances in this JVM are known. Those in others will say so in time. */
  Future<?> callTheRoles() {
    return Future.join(Stream.of(Role.HEARTBEAT, Role.GOSSIP, Role.REFRESH)
        .map(role -> bus.askHere(
                bus.addresses().role(role), new RoleCall(), CALL_MILLIS, Here.class)
            .onSuccess(here -> server.household().heard(here.instance(), port.reading()))
            .otherwiseEmpty())
        .toList());
  }

  /** An instance says that it is there, or takes its leave. */
  void hear(BusRecord said) {
    if (said instanceof ServerCommand.Hello hello) {
      server.household().heard(hello.instance(), port.reading());
    } else if (said instanceof ServerCommand.Bye bye) {
      server.household().gone(bye.instance(), port.reading());
    }
  }

  /** Shows every instance what is entrusted to it. */
  void showAll() {
    server.household().supervision().all().forEach(port::show);
  }
}
