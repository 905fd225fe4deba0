package io.fencewire.server;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.SiblingMessage;
import io.fencewire.bus.SiblingMessage.HandsOver;
import io.fencewire.bus.SiblingMessage.Holds;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the servers of a node say to each other: what each of them holds, and hands over. */
final class SiblingDesk {
  private static final Logger LOG = LoggerFactory.getLogger(SiblingDesk.class);

  private final NodeBus bus;
  private final Self self;
  private final PeerServer server;
  private final LongSupplier nanoTime;
  private final LogLimit limit = new LogLimit();

  SiblingDesk(NodeBus bus, Self self, PeerServer server, LongSupplier nanoTime) {
    this.bus = bus;
    this.self = self;
    this.server = server;
    this.nanoTime = nanoTime;
  }

  /** This start of this server, and who and where it is. */
  record Self(ServerId id, SiblingMessage.Home home) {}

  /** A server of this node, perhaps this one, says something. */
  void hear(SiblingMessage said) {
    if (!said.serverId().equals(self.id)) {
      take(said);
    }
  }

  /** Tells the siblings all there is. */
  void tellAll() {
    List<PeerConnection> live = server.table().listHeld().stream()
        .filter(connection -> connection.is(ConnectionState.LIVE))
        .map(Connection::facts)
        .toList();
    tell(new Holds(self.id, self.home, live, nanoTime.getAsLong()));
  }

  /** Tells the siblings that these are theirs now. */
  void handOver(List<PeerConnection> connections) {
    tell(new HandsOver(self.id, connections, nanoTime.getAsLong()));
  }

  private void take(SiblingMessage said) {
    long now = nanoTime.getAsLong();
    boolean welcome = said instanceof Holds holds
        ? isOfThisNode(holds, now)
        : server.rivalry().knows(said.serverId());
    if (!welcome) {
      return;
    }
    if (server.rivalry().heard(said.serverId(), said.reading(), now)) {
      tellAll();
    }
    if (said instanceof SiblingMessage.Gained gained) {
      server.rivalry().gained(gained.connection(), now);
    } else if (said instanceof SiblingMessage.Lost lost) {
      server.rivalry().lost(lost.token(), lost.peer());
    } else if (said instanceof Holds holds) {
      server.rivalry().holds(holds.serverId(), holds.home().jvm(), holds.connections(), now);
    } else if (said instanceof HandsOver handsOver) {
      server.household().inherit(handsOver.serverId(), handsOver.connections(), now);
    }
  }

  private boolean isOfThisNode(Holds holds, long now) {
    if (holds.home().identity().equals(self.home.identity())) {
      return true;
    }
    server.counters().count(Counters.Event.STRANGERS);
    long omitted = limit.take(Counters.Event.STRANGERS, now);
    if (omitted >= 0) {
      LOG.error(
          "a server in JVM {} says it is of this node, and proves itself as {} instead of {}: it is"
              + " not listened to; all JVMs of a node need the same key ({} like it were not logged)",
          holds.home().jvm(),
          holds.home().identity(),
          self.home.identity(),
          omitted);
    }
    return false;
  }

  private void tell(SiblingMessage message) {
    bus.publish(bus.addresses().servers(), message);
  }
}
