package io.fencewire.bus;

import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.FanOutAnswer;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerClock;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Message;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * A role's way to the servers: stamps deadlines in each server's own clock, bounds what is in
 * flight, and turns a silent bus into {@link Outcome#UNKNOWN}. Belongs to one verticle.
 */
public final class ServerClient {
  /** How long a command stays executable, by default. */
  public static final long DEADLINE_NANOS = 5_000_000_000L;

  /** How many commands to one server may be unanswered. */
  public static final int IN_FLIGHT_MAX = 1024;

  private static final long ANSWER_MILLIS = 6_000;
  private static final long CONNECT_MILLIS = 12_000;

  private final NodeBus bus;
  private final LongSupplier nanoTime;
  private final Map<ServerId, Line> lines = new HashMap<>();
  private long unknown;
  private long refused;

  /** A client that reads the local monotonic clock from {@code nanoTime}. */
  public ServerClient(NodeBus bus, LongSupplier nanoTime) {
    this.bus = bus;
    this.nanoTime = nanoTime;
  }

  /** Takes in the reading that came with any event of a server. */
  public void heard(RoleMessage message) {
    line(message.serverId()).clock.read(message.reading(), nanoTime.getAsLong());
  }

  /** Writes a message to one connection. */
  public Future<Answer> send(ConnectionToken token, Lease lease, Message message) {
    return command(token, deadline -> new ServerCommand.Send(token, lease, deadline, message));
  }

  /** Pings one connection. */
  public Future<Answer> ping(ConnectionToken token, Lease lease, long nonce) {
    return command(token, deadline -> new ServerCommand.SendPing(token, lease, deadline, nonce));
  }

  /** Closes one generation. */
  public Future<Answer> close(ConnectionToken token, CloseReason reason) {
    return command(token, deadline -> new ServerCommand.CloseConnection(token, deadline, reason));
  }

  /** Writes one message to several connections of one server; the answer is in their order. */
  public Future<FanOutAnswer> fanOut(
      ServerId server, List<ServerCommand.Target> targets, Message message) {
    return line(server)
        .command(
            deadline -> new ServerCommand.FanOut(targets, deadline, message),
            FanOutAnswer.class,
            (outcome, now) -> new FanOutAnswer(Collections.nCopies(targets.size(), outcome), now));
  }

  /** Dials an address from a server. */
  public Future<ConnectAnswer> connect(ServerId server, ListenAddress address) {
    return bus.ask(
        bus.addresses().server(server),
        new ServerCommand.Connect(address),
        CONNECT_MILLIS,
        ConnectAnswer.class);
  }

  /** Asks a server for all it has, with this role's leases. */
  public Future<RoleMessage.Snapshot> inspect(ServerId server, Role role) {
    return bus.ask(
        bus.addresses().server(server),
        new ServerCommand.Inspect(role),
        ANSWER_MILLIS,
        RoleMessage.Snapshot.class);
  }

  /** Commands whose fate the bus did not tell. */
  public long unknownCount() {
    return unknown;
  }

  /** Commands refused here because too many were in flight. */
  public long refusedCount() {
    return refused;
  }

  private Future<Answer> command(ConnectionToken token, LongFunction<ServerCommand> command) {
    return line(token.serverId()).command(command, Answer.class, Answer::new);
  }

  private Line line(ServerId server) {
    return lines.computeIfAbsent(server, Line::new);
  }

  /** An answer made here, when the server gave none. */
  private interface Substitute<T> {
    T of(Outcome outcome, long reading);
  }

  /** What is kept for one server. */
  private final class Line {
    private final String address;
    private final ServerClock clock = new ServerClock();
    private int inFlight;

    private Line(ServerId server) {
      this.address = bus.addresses().server(server);
    }

    private <T extends ServerAnswer> Future<T> command(
        LongFunction<ServerCommand> command, Class<T> type, Substitute<T> substitute) {
      long now = nanoTime.getAsLong();
      if (!clock.isKnown()) {
        return Future.succeededFuture(substitute.of(Outcome.STALE, now));
      }
      if (inFlight >= IN_FLIGHT_MAX) {
        refused++;
        return Future.succeededFuture(substitute.of(Outcome.FULL, clock.at(now)));
      }
      inFlight++;
      return bus.ask(address, command.apply(clock.at(now) + DEADLINE_NANOS), ANSWER_MILLIS, type)
          .transform(answer -> {
            inFlight--;
            long then = nanoTime.getAsLong();
            if (answer.succeeded()) {
              clock.read(answer.result().reading(), then);
              return Future.succeededFuture(answer.result());
            }
            unknown++;
            return Future.succeededFuture(substitute.of(Outcome.UNKNOWN, clock.at(then)));
          });
    }
  }
}
