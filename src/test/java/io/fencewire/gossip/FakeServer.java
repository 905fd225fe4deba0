package io.fencewire.gossip;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerAnswer.FanOutAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.ServerCommand.FanOut;
import io.fencewire.bus.ServerCommand.Hello;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A server's side of the bus: says what servers say, and writes down what it is asked. */
final class FakeServer {
  static final ServerId ID = new ServerId(3, 4);
  private static final long READING = 1_000_000_000_000L;
  private static final ListenAddress LISTENING = new ListenAddress("127.0.0.1", 4130);

  final BlockingQueue<FanOut> fanOuts = new LinkedBlockingQueue<>();
  final BlockingQueue<Hello> hellos = new LinkedBlockingQueue<>();
  volatile Outcome outcome = Outcome.WRITTEN;
  private final NodeBus bus;

  FakeServer(Vertx vertx, String node) {
    bus = new NodeBus(vertx, node);
    bus.listen(bus.addresses().servers(), message -> {
      if (message.body() instanceof Hello hello) {
        hellos.add(hello);
      }
    });
    bus.listen(bus.addresses().server(ID), message -> {
      if (message.body() instanceof FanOut fanOut) {
        fanOuts.add(fanOut);
        List<Outcome> outcomes = Collections.nCopies(fanOut.targets().size(), outcome);
        NodeBus.answer(message, new FanOutAnswer(outcomes, READING));
      }
    });
  }

  NodeBus bus() {
    return bus;
  }

  static PeerConnection connection(int peer) {
    return RelayRig.connection(ID, peer, peer, true);
  }

  static ConnectionToken token(int peer) {
    return new ConnectionToken(ID, peer);
  }

  static ServerCommand.Target target(int peer) {
    return new ServerCommand.Target(token(peer), new Lease(100 + peer));
  }

  RoleAnswer.Prepared prepare(int peer) {
    return ask(
        new RoleMessage.Prepare(connection(peer), new Lease(100 + peer), READING),
        RoleAnswer.Prepared.class);
  }

  void live(int peer) {
    prepare(peer);
    tell(new RoleMessage.Promoted(token(peer), READING));
  }

  void end(int peer) {
    tell(new RoleMessage.Ended(token(peer), CloseReason.ROTATION, CloseOrigin.COMMAND, READING));
  }

  RoleAnswer.Taken receive(int peer, Message message) {
    return ask(new RoleMessage.Received(token(peer), message, READING), RoleAnswer.Taken.class);
  }

  void snapshot(Integer... peers) {
    List<RoleMessage.Holding> holdings = Stream.of(peers)
        .map(peer -> new RoleMessage.Holding(
            connection(peer), ConnectionState.LIVE, new Lease(100 + peer), false))
        .toList();
    tell(new RoleMessage.Snapshot(ID, "", LISTENING, List.of(), holdings, READING));
  }

  /** One without any connection, older than all that was said so far. */
  void lateSnapshot() {
    tell(new RoleMessage.Snapshot(ID, "", LISTENING, List.of(), List.of(), READING - 1));
  }

  FanOut nextFanOut() throws InterruptedException {
    FanOut next = fanOuts.poll(5, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was written within 5 s");
    }
    return next;
  }

  <T extends BusRecord> T ask(BusRecord question, Class<T> answer) {
    Future<T> asked = bus.ask(bus.addresses().role(Role.GOSSIP), question, 5_000, answer);
    try {
      return asked.await(6, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(question + " was not answered", e);
    }
  }

  private void tell(RoleMessage message) {
    bus.tell(bus.addresses().role(Role.GOSSIP), message);
  }
}
