package io.fencewire.bus;

import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.BlocksTold;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.FanOutAnswer;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerClock;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Message;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A role's way to the servers: stamps deadlines in each server's own clock, bounds what is in
 * flight, and turns a silent bus into {@link Outcome#UNKNOWN}. Belongs to one verticle.
 */
public final class ServerClient {
  /** How long a command stays executable, by default. */
  public static final long DEADLINE_NANOS = 5_000_000_000L;

  /** How many commands to one server may be unanswered. */
  public static final int IN_FLIGHT_MAX = 1024;

  /** How many servers are known at a time; the one heard of first is forgotten first. */
  public static final int SERVERS_MAX = 64;

  private static final long ANSWER_MILLIS = 6_000;
  private static final long CONNECT_MILLIS = 12_000;

  private final NodeBus bus;
  private final LongSupplier nanoTime;
  private final Map<ServerId, Line> lines = new LinkedHashMap<>();
  private long unknown;
  private long refused;

  /** A client that reads the local monotonic clock from {@code nanoTime}. */
  public ServerClient(NodeBus bus, LongSupplier nanoTime) {
    this.bus = bus;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes in the reading that came with any event of a server.
   *
   * @return false if something that the server said later was heard before: then what this says of
   *     the whole server is no longer true
   */
  public boolean heard(RoleMessage message) {
    Line line = line(message.serverId());
    if (message instanceof Snapshot snapshot) {
      line.runsIn(snapshot.jvm());
    }
    return line.heard(message.reading());
  }

  /** Whether this server was heard of, so that deadlines in its clock can be given. */
  public boolean knows(ServerId server) {
    Line line = lines.get(server);
    return line != null && line.clock.isKnown();
  }

  /** The servers that were heard of; some of them may be gone. */
  public List<ServerId> servers() {
    return lines.keySet().stream().filter(this::knows).toList();
  }

  /** Writes a message to one connection. */
  public Future<Answer> send(ConnectionToken token, Lease lease, Message message) {
    return command(
        token.serverId(), deadline -> new ServerCommand.Send(token, lease, deadline, message));
  }

  /** Pings one connection. */
  public Future<Answer> ping(ConnectionToken token, Lease lease, long nonce) {
    return command(
        token.serverId(), deadline -> new ServerCommand.SendPing(token, lease, deadline, nonce));
  }

  /** Closes one generation. */
  public Future<Answer> close(ConnectionToken token, CloseReason reason) {
    return command(
        token.serverId(), deadline -> new ServerCommand.CloseConnection(token, deadline, reason));
  }

  /** Has a server refuse an identity for a while, and close what that holds there. */
  public Future<Answer> ban(ServerId server, PeerId peer, long nanos) {
    return command(server, deadline -> new ServerCommand.Ban(peer, nanos, deadline));
  }

  /** Has the Pings of a server say that the node has these blocks; null for the first alone. */
  public Future<BlocksTold> tellBlocks(ServerId server, @Nullable BlockLocators blocks) {
    Kind<BlocksTold> kind = new Kind<>(BlocksTold.class, ANSWER_MILLIS, BlocksTold::undone);
    return command(server, deadline -> new ServerCommand.TellBlocks(blocks, deadline), kind);
  }

  /** Writes one message to several connections of one server; the answer is in their order. */
  public Future<FanOutAnswer> fanOut(
      ServerId server, List<ServerCommand.Target> targets, Message message) {
    Kind<FanOutAnswer> kind = new Kind<>(
        FanOutAnswer.class,
        ANSWER_MILLIS,
        (outcome, now) -> new FanOutAnswer(Collections.nCopies(targets.size(), outcome), now));
    return command(server, deadline -> new ServerCommand.FanOut(targets, deadline, message), kind);
  }

  /** Dials an address or a host name from a server. */
  public Future<ConnectAnswer> connect(ServerId server, DialTarget target) {
    Kind<ConnectAnswer> kind =
        new Kind<>(ConnectAnswer.class, CONNECT_MILLIS, ConnectAnswer::undone);
    return command(server, deadline -> new ServerCommand.Connect(target, deadline), kind);
  }

  /** Asks a server for all it has; it need not be known. */
  public Future<Inspection> inspect(ServerId server) {
    return line(server).inspect();
  }

  /**
   * What a server showed when it was asked.
   *
   * @param outcome WRITTEN if it showed something, STALE if it is gone, else why it did not
   */
  public record Inspection(Outcome outcome, @Nullable Snapshot snapshot) {}

  /** Commands whose fate the bus did not tell. */
  public long unknownCount() {
    return unknown;
  }

  /** Commands refused here because too many were in flight. */
  public long refusedCount() {
    return refused;
  }

  private Future<Answer> command(ServerId server, LongFunction<ServerCommand> command) {
    return command(server, command, new Kind<>(Answer.class, ANSWER_MILLIS, Answer::new));
  }

  /** A server that was never heard of has no connection of ours: all about it is stale. */
  private <T extends ServerAnswer> Future<T> command(
      ServerId server, LongFunction<ServerCommand> command, Kind<T> kind) {
    Line line = lines.get(server);
    if (line == null || !line.clock.isKnown()) {
      return Future.succeededFuture(kind.substitute.of(Outcome.STALE, nanoTime.getAsLong()));
    }
    return line.command(command, kind);
  }

  private Line line(ServerId server) {
    Line known = lines.get(server);
    if (known != null) {
      return known;
    }
    if (lines.size() == SERVERS_MAX) {
      lines.remove(lines.keySet().iterator().next());
    }
    Line line = new Line(server);
    lines.put(server, line);
    return line;
  }

  /** An answer made here, when the server gave none. */
  private interface Substitute<T> {
    T of(Outcome outcome, long reading);
  }

  /** What a command is answered with, and within which time. */
  private record Kind<T>(Class<T> type, long millis, Substitute<T> substitute) {}

  /** What is kept for one server. */
  private final class Line {
    private final ServerId server;
    private NodeBus.RemoteListener listener;
    private final ServerClock clock = new ServerClock();
    private int inFlight;
    private boolean hasSpoken;
    private long latest;

    private Line(ServerId server) {
      this.server = server;
      this.listener = new NodeBus.RemoteListener(bus.jvm(), bus.addresses().server(server));
    }

    private void runsIn(String jvm) {
      if (!listener.jvm().equals(jvm)) {
        listener = new NodeBus.RemoteListener(jvm, listener.address());
      }
    }

    private boolean heard(long reading) {
      boolean inOrder = !hasSpoken || reading - latest >= 0;
      hasSpoken = true;
      latest = inOrder ? reading : latest;
      clock.read(reading, nanoTime.getAsLong());
      return inOrder;
    }

    private <T extends ServerAnswer> Future<T> command(
        LongFunction<ServerCommand> command, Kind<T> kind) {
      long now = nanoTime.getAsLong();
      if (!takesOff()) {
        return Future.succeededFuture(kind.substitute.of(Outcome.FULL, clock.at(now)));
      }
      return bus.ask(
              listener, command.apply(clock.at(now) + DEADLINE_NANOS), kind.millis, kind.type)
          .transform(answer -> {
            landed(answer.succeeded());
            long then = nanoTime.getAsLong();
            if (answer.succeeded()) {
              clock.read(answer.result().reading(), then);
              return Future.succeededFuture(answer.result());
            }
            return Future.succeededFuture(kind.substitute.of(Outcome.UNKNOWN, clock.at(then)));
          });
    }

    private Future<Inspection> inspect() {
      if (!takesOff()) {
        return Future.succeededFuture(new Inspection(Outcome.FULL, null));
      }
      return bus.ask(listener, new ServerCommand.Inspect(), ANSWER_MILLIS, Snapshot.class)
          .transform(answer -> {
            boolean gone = answer.failed() && NodeBus.isAbsence(answer.cause());
            landed(answer.succeeded() || gone);
            if (answer.succeeded()) {
              clock.read(answer.result().reading(), nanoTime.getAsLong());
              runsIn(answer.result().jvm());
              return Future.succeededFuture(new Inspection(Outcome.WRITTEN, answer.result()));
            }
            if (gone) {
              lines.remove(server, this);
            }
            Outcome outcome = gone ? Outcome.STALE : Outcome.UNKNOWN;
            return Future.succeededFuture(new Inspection(outcome, null));
          });
    }

    private boolean takesOff() {
      if (inFlight >= IN_FLIGHT_MAX) {
        refused++;
        return false;
      }
      inFlight++;
      return true;
    }

    private void landed(boolean fateIsKnown) {
      inFlight--;
      if (!fateIsKnown) {
        unknown++;
      }
    }
  }
}
