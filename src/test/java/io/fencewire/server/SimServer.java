package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.SiblingMessage.Home;
import io.fencewire.bus.TimerSet;
import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import io.fencewire.sim.Actor;
import io.fencewire.sim.SimEnd;
import io.fencewire.sim.SimNet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PeerServerVerticle} is over real sockets, over simulated ones. All decisions, the port
 * to the bus and the desks are the real ones; this shell says the same as that one, line by line.
 */
public final class SimServer extends VerticleBase implements SocketEvents, CommandDesk.ShellGauges {
  private static final long TICK_MILLIS = LocalHealth.TICK_NANOS / 1_000_000;
  private static final long EMPTY_CHECK_MILLIS = 10;
  private static final long DRAIN_SLACK_NANOS = 2_000_000_000L;

  private final String node;
  private final ServerOptions options;
  private final HandshakeTerms terms;
  private final Place place;
  private final RandomGenerator random;
  private final ServerId serverId;
  private final SimRules rules;
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private @Nullable Shell shell;
  private int sockets;
  private long tickTimer;

  /** A server of this node, with or without the extensions of the protocol. */
  public SimServer(
      String node, ServerOptions options, Identity identity, boolean extensions, Place place) {
    this.node = node;
    this.options = options;
    this.place = place;
    this.random = place.actor.world().generator();
    this.serverId = new ServerId(random.nextLong(), random.nextLong());
    this.rules = new SimRules(place.actor, options);
    HandshakeTerms full = options.terms(identity, options.listen());
    this.terms = extensions ? full : full.withoutExtensions();
  }

  /** Where in the simulated world it stands. */
  public record Place(Actor actor, SimNet net, int host) {}

  /** What exists between start and stop. */
  private record Shell(
      Names names,
      TimerSet<SimSocket> timers,
      PeerServer server,
      CommandDesk desk,
      NodeDesk desks) {}

  /** This start of this server. */
  public ServerId serverId() {
    return serverId;
  }

  /** What is LIVE now. */
  public List<PeerConnection> live() {
    return shell == null
        ? List.of()
        : server().table().listHeld().stream()
            .filter(connection -> connection.is(ConnectionState.LIVE))
            .map(Connection::facts)
            .toList();
  }

  /** When a role last pinged on this connection, on the world's clock; -1 if none has. */
  public long pingedAt(ConnectionToken token) {
    return rules.pingedAt(token);
  }

  @Override
  public Future<?> start() {
    place.net.listen(place.actor, place.host, options.listen(), this::accept);
    return open();
  }

  @Override
  public Future<?> stop() {
    Shell running = shell();
    vertx.cancelTimer(tickTimer);
    running.desks.rest();
    return drain()
        .onSuccess(empty -> place.net.close(options.listen()))
        .compose(closed ->
            Future.join(consumers.stream().map(MessageConsumer::unregister).toList()))
        .compose(silent -> Future.join(running.desks.end(), running.names.close()))
        .onSuccess(gone -> rules.checkGone(server(), timers(), place.net))
        .onComplete(gone -> running.timers.disarmAll());
  }

  @Override
  public void opened(Connection connection) {
    server().opened(connection, now());
    settled();
  }

  @Override
  public void received(Connection connection, byte[] bytes) {
    server().received(connection, bytes, now());
    settled();
  }

  @Override
  public void written(Connection connection) {
    server().written(connection, now());
  }

  @Override
  public void closed(Connection connection, CloseReason reason, String why) {
    server().socketClosed(connection, reason, why, now());
    settled();
  }

  @Override
  public void socketGone() {
    sockets--;
  }

  @Override
  public void wake(Connection connection) {
    server().wake(connection, now());
    settled();
  }

  @Override
  public int sockets() {
    return sockets;
  }

  @Override
  public int timers() {
    return shell().timers.size();
  }

  private Future<?> open() {
    NodeBus bus = new NodeBus(vertx, node);
    TimerSet<SimSocket> timers = new TimerSet<>(vertx, this::now);
    BusPort port = new BusPort(
        bus,
        context,
        this::now,
        new BusPort.Hooks(
            serverId,
            options,
            this::server,
            this::dial,
            instance -> shell().desk.snapshot(instance)));
    rules.watch(port.flight());
    PeerServer server = new PeerServer(
        options,
        terms,
        serverId,
        new PeerServer.Ground(new SimPort(port, rules), random, bus.jvm(), now()));
    Names names = new Names(vertx, InetAddress::getAllByName);
    DialDesk dials = new DialDesk(
        server, port, names, new DialDesk.Ground(context, this::now, options.listen()));
    CommandDesk desk = new CommandDesk(
        server, dials, new CommandDesk.Self(serverId, options.listen(), this, port), this::now);
    Home home = new Home(bus.jvm(), terms.identity().peerId());
    NodeDesk desks = new NodeDesk(
        vertx, bus, NodeDesk.Ground.of(serverId, home, options, this::now), server, port);
    shell = new Shell(names, timers, server, desk, desks);
    return listenToRoles(bus).compose(heard -> shell().desks.begin()).onSuccess(ready -> tick());
  }

  private Future<?> listenToRoles(NodeBus bus) {
    consumers.add(bus.listen(bus.addresses().server(serverId), this::command));
    return Future.join(consumers.stream().map(MessageConsumer::completion).toList());
  }

  private void command(Message<BusRecord> message) {
    if (message.body() instanceof ServerCommand.Drain) {
      drain().onComplete(empty -> NodeBus.answer(message, new Answer(Outcome.WRITTEN, now())));
    } else {
      rules.command(message, () -> shell().desk.handle(message));
      settled();
    }
  }

  private void tick() {
    server().tick(now());
    settled();
    tickTimer = vertx.setTimer(TICK_MILLIS, fired -> tick());
  }

  private void accept(SimEnd end, ListenAddress remote) {
    SimSocket carrier = new SimSocket(this, shell().timers, rules, end, () -> {});
    carrier.carry();
    sockets++;
    server().accepted(carrier, remote, now());
    settled();
  }

  private SocketPort dial(ListenAddress address) {
    return new SimSocket(
        this,
        shell().timers,
        rules,
        place.net.dial(place.actor, place.host, address, netPatienceNanos()),
        () -> sockets++);
  }

  /** The net may be more patient than the server, which must not wait for it. */
  private long netPatienceNanos() {
    long longer = place.actor.world().choices().among(0, 2_000_000_000L);
    return options.times().dial().toNanos() + longer;
  }

  /** Closes all connections; done when the last is gone, or should be. */
  private Future<Void> drain() {
    rules.draining();
    return shell().desks.handOver().compose(handed -> closeAll());
  }

  private Future<Void> closeAll() {
    server().closedown().closeAll(now());
    Promise<Void> empty = Promise.promise();
    awaitEmpty(empty, now() + options.times().flush().toNanos() + DRAIN_SLACK_NANOS);
    return empty.future();
  }

  private void awaitEmpty(Promise<Void> empty, long deadline) {
    boolean gone = server().table().size() == 0 && sockets == 0;
    if (gone || now() - deadline >= 0) {
      empty.complete();
    } else {
      vertx.setTimer(EMPTY_CHECK_MILLIS, fired -> awaitEmpty(empty, deadline));
    }
  }

  private void settled() {
    rules.settled(server(), timers(), place.net);
  }

  private PeerServer server() {
    return shell().server;
  }

  private Shell shell() {
    return Objects.requireNonNull(shell, "the server has not started");
  }

  private long now() {
    return place.actor.nanoTime();
  }
}
