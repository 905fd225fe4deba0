package io.fencewire.storm;

import static io.fencewire.Ear.await;

import io.fencewire.Ear;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.Presence;
import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleMessage.Prepare;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.server.PeerServerVerticle;
import io.fencewire.server.ServerOptions;
import io.fencewire.storm.Visitor.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that can be held in each state, to see a connection end there. */
final class EndingsNode implements AutoCloseable {
  /** What is remembered of connections that are over, which is bounded and stays. */
  private static final Set<String> MEMORIES = Set.of("flight_entries", "refusals");

  private static final Duration HANDSHAKE = Duration.ofSeconds(1);
  private static final Duration DIAL = Duration.ofMillis(300);
  private static final Duration FLUSH = Duration.ofMillis(200);

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "node");
  private final PeerServerVerticle server = new PeerServerVerticle(
      "node", StormNode.roomy().withTimes(times()), Caller.plain(-1).identity());
  private final LinkedBlockingQueue<Prepare> held = new LinkedBlockingQueue<>();
  private final LiveSessions sessions;
  private final Ear events;
  private volatile boolean holding;
  private int callers;

  EndingsNode() {
    StormNode.quiet(true);
    var start = new Presence.Start(Role.GOSSIP, 1, System::nanoTime);
    await(new Presence(vertx, bus, start, this::prepare).begin());
    events = Ear.at(bus, bus.addresses().events());
    sessions = LiveSessions.of(bus);
    await(vertx.deployVerticle(server));
  }

  /** A connection with its handshake before it; each is a new peer's, for some are banned. */
  Visitor call() throws IOException {
    return Visitor.call(server.listening(), Caller.plain(callers++), 0);
  }

  /** A connection that stays PREPARING, and its token. */
  Known preparing() throws IOException {
    holding = true;
    Visitor visitor = shaken();
    Prepare prepare = held();
    holding = false;
    return new Known(visitor, prepare.connection().token());
  }

  /** A LIVE connection. */
  Known live() throws IOException {
    Visitor visitor = shaken();
    return new Known(
        visitor, events.next(PeerEvent.Connected.class).connection().token());
  }

  /** A connection that has been told to go, and has not gone. */
  Known closing() throws IOException {
    Known live = live();
    expect(Outcome.WRITTEN, disconnect(live.token));
    return live;
  }

  /** A connection as both ends know it. */
  record Known(Visitor visitor, ConnectionToken token) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      visitor.close();
    }
  }

  Outcome disconnect(ConnectionToken token) {
    var command =
        new ServerCommand.CloseConnection(token, StormNode.deadline(), CloseReason.REQUESTED);
    return ask(command, Answer.class).outcome();
  }

  void ban(Known known) {
    long nanos = Duration.ofHours(1).toNanos();
    ask(
        new ServerCommand.Ban(known.visitor.peer().peerId(), nanos, StormNode.deadline()),
        Answer.class);
  }

  /** Why a dial came to nothing. */
  CloseReason dial(int port) {
    var target = new ListenAddress("127.0.0.1", port);
    return ask(new ServerCommand.Connect(target, StormNode.deadline()), ConnectAnswer.class)
        .refusal();
  }

  /** How the last connection has ended, as it was announced. */
  CloseReason end() {
    return events.next(PeerEvent.Disconnected.class).reason();
  }

  /** How the last connection, which was not LIVE, has ended. */
  CloseReason abandoned() {
    return events.next(PeerEvent.Abandoned.class).reason();
  }

  /** Waits until the server has nothing left, and says what was announced against the rules. */
  List<PeerEvent> atRest() {
    Patience.until(
        () -> gauges().entrySet().stream()
                .filter(gauge -> !MEMORIES.contains(gauge.getKey()))
                .allMatch(gauge -> gauge.getValue() == 0)
            && sessions.now().isEmpty(),
        () -> gauges() + " " + sessions.now());
    return sessions.wrong();
  }

  static void expect(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", got " + actual);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
    StormNode.quiet(false);
  }

  private Visitor shaken() throws IOException {
    Visitor visitor = call();
    expect(true, visitor.shakeHands().accepted());
    return visitor;
  }

  private void prepare(Message<BusRecord> message) {
    if (message.body() instanceof Prepare prepare) {
      if (holding) {
        held.add(prepare);
      } else {
        NodeBus.answer(message, new Prepared(prepare.connection().token(), prepare.lease()));
      }
    }
  }

  private Prepare held() {
    try {
      Prepare prepare = held.poll(20, TimeUnit.SECONDS);
      if (prepare == null) {
        throw new AssertionError("gossip was not asked to prepare");
      }
      return prepare;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, Long> gauges() {
    return ask(new ServerCommand.AskStats(), ServerStats.class).gauges();
  }

  private <T extends BusRecord> T ask(ServerCommand command, Class<T> answer) {
    return await(bus.ask(bus.addresses().server(server.serverId()), command, 20_000, answer));
  }

  private static ServerOptions.Times times() {
    ServerOptions.Times usual = StormNode.roomy().times();
    return new ServerOptions.Times(
        DIAL,
        HANDSHAKE,
        Duration.ofSeconds(20),
        usual.probe(),
        usual.silence(),
        usual.stall(),
        FLUSH,
        usual.snapshot());
  }
}
