package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.SiblingMessage;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What is said to all servers of the node at once: that a role has started, and what each of them
 * holds. And what this one says now and then: all there is.
 */
final class SiblingDesk {
  private final NodeBus bus;
  private final ServerId self;
  private final PeerServer server;
  private final CommandDesk desk;
  private final LongSupplier nanoTime;

  SiblingDesk(
      NodeBus bus, ServerId self, PeerServer server, CommandDesk desk, LongSupplier nanoTime) {
    this.bus = bus;
    this.self = self;
    this.server = server;
    this.desk = desk;
    this.nanoTime = nanoTime;
  }

  /** Something was said to all servers. */
  void hear(Message<BusRecord> message) {
    if (message.body() instanceof ServerCommand.Hello hello) {
      bus.tell(bus.addresses().role(hello.role()), desk.hello(hello));
    } else if (message.body() instanceof SiblingMessage said && !said.serverId().equals(self)) {
      take(said);
    }
  }

  /** Tells roles and siblings all there is. */
  void tellAll() {
    BusPort.AUDIENCE.forEach(role -> bus.tell(bus.addresses().role(role), desk.snapshot(role)));
    tellSiblings();
    server.rivalry().look(nanoTime.getAsLong());
  }

  private void take(SiblingMessage said) {
    long now = nanoTime.getAsLong();
    if (server.rivalry().heard(said.serverId(), said.reading(), now)) {
      tellSiblings();
    }
    if (said instanceof SiblingMessage.Gained gained) {
      server.rivalry().gained(gained.connection(), now);
    } else if (said instanceof SiblingMessage.Lost lost) {
      server.rivalry().lost(lost.token(), lost.peer());
    } else if (said instanceof SiblingMessage.Holds holds) {
      server.rivalry().holds(holds.serverId(), holds.connections(), now);
    }
  }

  private void tellSiblings() {
    List<PeerConnection> live = server.table().listHeld().stream()
        .filter(connection -> connection.is(ConnectionState.LIVE))
        .map(Connection::facts)
        .toList();
    bus.publish(
        bus.addresses().servers(), new SiblingMessage.Holds(self, live, nanoTime.getAsLong()));
  }
}
