package io.fencewire.storm;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.Presence;
import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleAnswer.Taken;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gossip role that makes trouble while a connection waits for it: tasks of the generation before,
 * and senders that know the new one already. It answers only when they have all been refused.
 */
final class WindowGossip extends VerticleBase {
  /** What a task sends that should never arrive. */
  static final long REFUSED_ID = 3331;

  /** How a connection of this storm may end. */
  private static final Set<CloseReason> EXPECTED =
      EnumSet.of(CloseReason.ROTATION, CloseReason.SOCKET_CLOSED, CloseReason.SOCKET_FAILED);

  private final String node;
  private final Map<PeerId, ConnectionToken> before = new HashMap<>();
  private final Map<ConnectionToken, PeerId> peers = new HashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Set<PeerId> rotated;
  private NodeBus bus;
  private final AtomicLong windows = new AtomicLong();

  /** The gossip of this node; these peers are rotated away once they have been heard. */
  WindowGossip(String node, Set<PeerId> rotated) {
    this.node = node;
    this.rotated = rotated;
  }

  /** How often a stale task has met a connection that was being prepared. */
  long windows() {
    return windows.get();
  }

  /** What should not have happened. */
  List<String> wrong() {
    return new ArrayList<>(wrong);
  }

  /** What is sent once the connection is LIVE. */
  static Message live() {
    return new UnconfirmedSolution(42, bytes(8));
  }

  @Override
  public Future<?> start() {
    bus = new NodeBus(vertx, node);
    var start = new Presence.Start(Role.GOSSIP, 1, System::nanoTime);
    return new Presence(vertx, bus, start, this::receive).begin();
  }

  private void receive(io.vertx.core.eventbus.Message<BusRecord> message) {
    if (message.body() instanceof RoleMessage.Prepare prepare) {
      PeerId peer = prepare.connection().peer();
      ConnectionToken token = prepare.connection().token();
      peers.put(token, peer);
      attack(peer, token)
          .onSuccess(over -> NodeBus.answer(message, new Prepared(token, prepare.lease())));
    } else if (message.body() instanceof RoleMessage.Promoted promoted) {
      use(promoted.token());
    } else if (message.body() instanceof RoleMessage.Received received) {
      NodeBus.answer(message, new Taken());
      heard(received.token());
    } else if (message.body() instanceof RoleMessage.Ended ended) {
      peers.remove(ended.token());
      if (!EXPECTED.contains(ended.reason())) {
        wrong.add("closed: " + ended);
      }
    }
  }

  private Future<?> attack(PeerId peer, ConnectionToken token) {
    ConnectionToken old = before.get(peer);
    Future<?> current = each(token, Outcome.NOT_READY);
    if (old == null) {
      return current;
    }
    return Future.all(each(old, Outcome.STALE), current)
        .onSuccess(over -> windows.incrementAndGet());
  }

  /** The connection is LIVE: it works, and the old tasks still change nothing. */
  private void use(ConnectionToken token) {
    PeerId peer = peers.get(token);
    ConnectionToken old = before.put(peer, token);
    if (old != null) {
      each(old, Outcome.STALE);
    }
    expect(Outcome.WRITTEN, send(token, live()));
  }

  private void heard(ConnectionToken token) {
    if (rotated.contains(peers.get(token))) {
      expect(Outcome.WRITTEN, close(token));
    }
  }

  /** The tasks of the issue, and a disconnect, each of which must end so. */
  private Future<?> each(ConnectionToken token, Outcome outcome) {
    List<ServerCommand> tasks = List.of(
        new ServerCommand.SendPing(token, Lease.NONE, StormNode.deadline(), REFUSED_ID),
        send(token, new UnconfirmedTransaction(bytes(32), bytes(99))),
        send(token, new UnconfirmedSolution(REFUSED_ID, bytes(80))),
        close(token));
    return Future.all(tasks.stream().map(task -> expect(outcome, task)).toList());
  }

  private Future<?> expect(Outcome outcome, ServerCommand command) {
    ConnectionToken token = token(command);
    String address = bus.addresses().server(token.serverId());
    return bus.ask(address, command, 20_000, ServerAnswer.Answer.class)
        .onSuccess(answer -> {
          if (answer.outcome() != outcome) {
            wrong.add(answer.outcome() + " instead of " + outcome + ": " + command);
          }
        })
        .onFailure(problem -> wrong.add(problem + ": " + command));
  }

  private static ConnectionToken token(ServerCommand command) {
    if (command instanceof ServerCommand.Send send) {
      return send.token();
    }
    return command instanceof ServerCommand.SendPing ping
        ? ping.token()
        : ((ServerCommand.CloseConnection) command).token();
  }

  private static ServerCommand send(ConnectionToken token, Message message) {
    return new ServerCommand.Send(token, Lease.NONE, StormNode.deadline(), message);
  }

  private static ServerCommand close(ConnectionToken token) {
    return new ServerCommand.CloseConnection(token, StormNode.deadline(), CloseReason.ROTATION);
  }

  private static Bytes bytes(int size) {
    return Bytes.wrap(new byte[size]);
  }
}
