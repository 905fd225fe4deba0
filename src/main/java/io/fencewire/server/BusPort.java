package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerAsks;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.SiblingMessage;
import io.fencewire.flight.Note;
import io.fencewire.handshake.Proof;
import io.fencewire.handshake.Proven;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Message;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the server decides to the other roles, over the event bus, and what its handshakes
 * have to prove to their threads.
 */
final class BusPort implements ServerPort {
  private static final long TAKEN_MILLIS = 30_000;

  private final NodeBus bus;
  private final Context context;
  private final LongSupplier nanoTime;
  private final Hooks hooks;
  private final HandshakeWorkers workers;
  private final FlightDesk flight;
  private final Refusals refusals = new Refusals();
  private final ConnectionLog log = new ConnectionLog();
  private final Map<Connection, Consumer<ConnectAnswer>> dials = new HashMap<>();

  BusPort(NodeBus bus, Context context, LongSupplier nanoTime, Hooks hooks) {
    this.bus = bus;
    this.context = context;
    this.nanoTime = nanoTime;
    this.hooks = hooks;
    this.workers = new HandshakeWorkers(context);
    this.flight = new FlightDesk(
        context,
        nanoTime,
        new FlightDesk.Self(bus.addresses().node(), hooks.self),
        hooks.options.flights());
  }

  /**
   * Where the port's answers go back to.
   *
   * @param self the server's name
   * @param options what it was told at its start
   * @param server the server, once it is made
   * @param dial opens a socket
   * @param snapshot what an instance is shown
   */
  record Hooks(
      ServerId self,
      ServerOptions options,
      Supplier<PeerServer> server,
      Function<ListenAddress, SocketPort> dial,
      Function<RoleInstance, RoleMessage.Snapshot> snapshot) {}

  /** The bus of the node. */
  NodeBus bus() {
    return bus;
  }

  /** The flight recorder. */
  FlightDesk flight() {
    return flight;
  }

  /** The commands that were refused. */
  Refusals refusals() {
    return refusals;
  }

  /** Names who is told how this dial ends. */
  void whenDialled(Connection connection, Consumer<ConnectAnswer> answer) {
    dials.put(connection, answer);
  }

  @Override
  public SocketPort dial(ListenAddress address) {
    return hooks.dial.apply(address);
  }

  @Override
  public void prove(Connection connection, Proof proof) {
    workers
        .call(proof::run)
        .otherwise(problem -> Proof.Result.undone(String.valueOf(problem.getMessage())))
        .onSuccess(result -> inTurn(server -> server.proved(connection, result, reading())));
  }

  @Override
  public void prepare(Role role, Connection connection) {
    Lease lease = connection.trust().lease(role);
    RoleInstance holder =
        Objects.requireNonNull(connection.trust().holder(role), "nobody to prepare");
    bus.ask(
            holder,
            new RoleMessage.Prepare(connection.facts(), lease, reading()),
            hooks.options.times().prepare().toMillis(),
            RoleAnswer.Prepared.class)
        .onComplete(answer -> {
          if (answer.succeeded()) {
            flight.note(connection, new Note.Prepared(role, lease));
            inTurn(server -> server.prepared(connection.token(), role, lease, reading()));
          } else if (NodeBus.isAbsence(answer.cause())) {
            inTurn(server -> server.household().gone(holder, reading()));
          }
        });
  }

  @Override
  public void entrusted(RoleInstance instance) {
    inTurn(server -> show(instance));
  }

  /** Shows an instance what is entrusted to it. */
  void show(RoleInstance instance) {
    bus.tell(instance, hooks.snapshot.apply(instance));
  }

  @Override
  public void promoted(Connection connection) {
    log.connected(connection);
    flight.note(connection, new Note.Connected());
    tellAll(new RoleMessage.Promoted(connection.token(), reading()));
    tellSiblings(new SiblingMessage.Gained(connection.facts(), reading()));
    bus.announce(new PeerEvent.Connected(connection.facts()));
  }

  @Override
  public void ended(Connection connection, boolean announced, Ending ending) {
    if (announced) {
      log.disconnected(connection, ending);
    }
    tellAll(new RoleMessage.Ended(connection.token(), ending.reason(), ending.origin(), reading()));
    var facts = connection.facts();
    if (announced) {
      tellSiblings(new SiblingMessage.Lost(facts.token(), facts.peer(), reading()));
    }
    bus.announce(
        announced
            ? new PeerEvent.Disconnected(facts, ending.reason(), ending.origin())
            : new PeerEvent.Abandoned(
                facts.session(), facts.peer(), ending.reason(), ending.origin()));
  }

  @Override
  public void abandoned(Proven proven, Ending ending) {
    log.refused(proven, ending, reading());
    bus.announce(
        new PeerEvent.Abandoned(proven.session(), proven.peer(), ending.reason(), ending.origin()));
  }

  @Override
  public void turnedAway(Connection connection, Ending ending) {
    log.refused(connection, ending, reading());
  }

  @Override
  public void dialSucceeded(Connection connection) {
    answerDial(connection, ConnectAnswer.live(connection.token(), reading()));
  }

  @Override
  public void dialFailed(Connection connection, Ending ending) {
    answerDial(connection, ConnectAnswer.refused(ending.reason(), ending.why(), reading()));
  }

  @Override
  public void received(Role role, Connection connection, Message message, int size) {
    var record = new RoleMessage.Received(connection.token(), message, reading());
    RoleInstance hearer = role == Role.REFRESH
        ? hooks.server.get().household().supervision().choose(role, null)
        : connection.trust().holder(role);
    if (role == Role.GOSSIP) {
      give(record, hearer, connection, size);
    } else if (hearer != null) {
      bus.tell(hearer, record);
    }
  }

  /** Gossip says when it has taken a message in; where there is none, it is as good as taken. */
  private void give(
      RoleMessage record, @Nullable RoleInstance hearer, Connection connection, int size) {
    Future<?> taken = hearer == null
        ? Future.succeededFuture()
        : bus.ask(hearer, record, TAKEN_MILLIS, RoleAnswer.Taken.class);
    taken.onComplete(any -> inTurn(server -> server.taken(connection, size, reading())));
  }

  @Override
  public void asked(Connection connection, Message request, long nanos) {
    var asks = new PeerAsks(connection.token(), connection.facts().peer(), request, nanos);
    bus.askNear(bus.addresses().requests(), asks, nanos / 1_000_000, RoleAnswer.Taken.class)
        .onFailure(problem -> {
          if (NodeBus.isAbsence(problem)) {
            inTurn(server -> server.chain().requests().unheard(connection, request));
          }
        });
  }

  @Override
  public void askToYield(ConnectionToken weaker, PeerConnection stronger, long deadline) {
    bus.tell(
        bus.addresses().server(weaker.serverId()),
        new ServerCommand.Yield(weaker, stronger, deadline));
  }

  @Override
  public void flushSoon() {
    inTurn(server -> server.flush(reading()));
  }

  @Override
  public void became(Connection connection, ConnectionState from, String why) {
    FlightEvents.transition(connection, from, why);
    log.became(connection, from, why);
    flight.note(connection, new Note.Became(from, connection.state(), why));
  }

  @Override
  public void note(@Nullable Connection connection, Note note) {
    if (note instanceof Note.Commanded command && !command.isExecuted()) {
      FlightEvents.refused(command.named(), command.outcome());
      refusals.note(Refusals.What.of(command), reading());
    }
    flight.note(connection, note);
  }

  private void answerDial(Connection connection, ConnectAnswer answer) {
    Consumer<ConnectAnswer> asker = dials.remove(connection);
    if (asker != null) {
      asker.accept(answer);
    }
  }

  private void tellSiblings(SiblingMessage message) {
    bus.publish(bus.addresses().servers(), message);
  }

  private void tellAll(BusRecord record) {
    hooks
        .server
        .get()
        .household()
        .supervision()
        .all()
        .forEach(instance -> bus.tell(instance, record));
  }

  private void inTurn(Consumer<PeerServer> call) {
    context.runOnContext(turn -> call.accept(hooks.server.get()));
  }

  /** The server's clock now. */
  long reading() {
    return nanoTime.getAsLong();
  }
}
