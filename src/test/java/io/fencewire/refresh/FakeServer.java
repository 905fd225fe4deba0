package io.fencewire.refresh;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleMessage.Ended;
import io.fencewire.bus.RoleMessage.Holding;
import io.fencewire.bus.RoleMessage.Promoted;
import io.fencewire.bus.RoleMessage.Received;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.ServerCommand.CloseConnection;
import io.fencewire.bus.ServerCommand.Connect;
import io.fencewire.bus.ServerCommand.Hello;
import io.fencewire.bus.ServerCommand.Inspect;
import io.fencewire.bus.ServerCommand.Send;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.wire.Message;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A server made of a list: it shows what it holds, dials anybody with success unless told
 * otherwise, and writes down every command. One thread at a time is inside.
 */
final class FakeServer {
  private final NodeBus bus;
  private final BlockingQueue<ServerCommand> commands = new LinkedBlockingQueue<>();
  private final List<PeerConnection> held = new ArrayList<>();
  private final List<MessageConsumer<BusRecord>> consumers;
  private CloseReason refusal = CloseReason.NO_REASON_GIVEN;
  private boolean refusing;
  private long sequence;

  FakeServer(Vertx vertx, String node) throws Exception {
    bus = new NodeBus(vertx, node);
    consumers = List.of(
        bus.listen(bus.addresses().server(Stage.SERVER), this::hear),
        bus.listen(bus.addresses().servers(), this::hear));
    for (MessageConsumer<BusRecord> consumer : consumers) {
      consumer.completion().await(10, TimeUnit.SECONDS);
    }
  }

  synchronized ConnectionToken live(int number) {
    PeerConnection connection = Stage.connection(++sequence, number);
    held.add(connection);
    return connection.token();
  }

  synchronized void refuse(CloseReason reason) {
    refusing = true;
    refusal = reason;
  }

  /** The connection ends, and the refresher is told. */
  synchronized void end(ConnectionToken token, CloseReason reason, CloseOrigin origin) {
    held.removeIf(one -> one.token().equals(token));
    tell(new Ended(token, reason, origin, System.nanoTime()));
  }

  void receive(ConnectionToken token, Message message) {
    tell(new Received(token, message, System.nanoTime()));
  }

  void stop() throws Exception {
    for (MessageConsumer<BusRecord> consumer : consumers) {
      consumer.unregister().await(10, TimeUnit.SECONDS);
    }
  }

  /** Waits for a command that fits, and gives what came before it, and it. */
  List<ServerCommand> awaitCommand(Predicate<ServerCommand> fits) throws InterruptedException {
    List<ServerCommand> seen = new ArrayList<>();
    while (true) {
      ServerCommand next = commands.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no such command within 10 s, only " + seen);
      }
      seen.add(next);
      if (fits.test(next)) {
        return seen;
      }
    }
  }

  /** Brings about so many ticks more, and gives the commands other than the ticks' questions. */
  List<ServerCommand> awaitTicks(int count) throws InterruptedException {
    List<ServerCommand> seen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tell(new Promoted(new ConnectionToken(Stage.SERVER, 0), System.nanoTime()));
      seen.addAll(awaitCommand(Inspect.class::isInstance));
    }
    seen.removeIf(Inspect.class::isInstance);
    return seen;
  }

  private void tell(BusRecord record) {
    bus.tell(bus.addresses().role(Role.REFRESH), record);
  }

  private synchronized void hear(io.vertx.core.eventbus.Message<BusRecord> message) {
    ServerCommand command = (ServerCommand) message.body();
    commands.add(command);
    long now = System.nanoTime();
    if (command instanceof Hello) {
      tell(snapshot(now));
    } else if (command instanceof Inspect) {
      NodeBus.answer(message, snapshot(now));
    } else if (command instanceof Connect connect) {
      NodeBus.answer(message, connect(connect, now));
    } else if (command instanceof CloseConnection close) {
      boolean known = held.stream().anyMatch(one -> one.token().equals(close.token()));
      NodeBus.answer(message, new Answer(known ? Outcome.WRITTEN : Outcome.STALE, now));
      end(close.token(), close.reason(), CloseOrigin.COMMAND);
    } else if (command instanceof Send) {
      NodeBus.answer(message, new Answer(Outcome.WRITTEN, now));
    }
  }

  private ConnectAnswer connect(Connect connect, long now) {
    return refusing
        ? ConnectAnswer.refused(refusal, "refused", now)
        : ConnectAnswer.live(live(connect.target().port() - 5000), now);
  }

  private Snapshot snapshot(long now) {
    List<Holding> holdings = held.stream()
        .map(one -> new Holding(one, ConnectionState.LIVE, Lease.NONE, false))
        .toList();
    return new Snapshot(Stage.SERVER, "", Stage.SELF, List.of(), holdings, now);
  }
}
