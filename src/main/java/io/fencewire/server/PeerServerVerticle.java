package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ListAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.SiblingMessage.Home;
import io.fencewire.bus.TimerSet;
import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.ServerId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns every socket of one peer server. A thin shell: it listens, stamps what happens with the
 * time, and hands it to {@link PeerServer}, which decides.
 */
public final class PeerServerVerticle extends VerticleBase
    implements SocketEvents, CommandDesk.ShellGauges {
  private static final Logger LOG = LoggerFactory.getLogger(PeerServerVerticle.class);
  private static final long TICK_MILLIS = LocalHealth.TICK_NANOS / 1_000_000;
  private static final long EMPTY_CHECK_MILLIS = 10;
  private static final long DRAIN_SLACK_NANOS = 2_000_000_000L;

  private final String node;
  private final ServerOptions options;
  private final Identity identity;
  private final Names.Lookup lookup;
  private final SharedPort port;
  private final SecureRandom random = new SecureRandom();
  private final ServerId serverId = new ServerId(random.nextLong(), random.nextLong());
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private TlsLayer.@Nullable Ground tls;
  private @Nullable Shell shell;
  private int sockets;
  private long tickTimer;

  /** A server of this node that proves itself with this identity. */
  public PeerServerVerticle(String node, ServerOptions options, Identity identity) {
    this(node, options, identity, InetAddress::getAllByName);
  }

  PeerServerVerticle(String node, ServerOptions options, Identity identity, Names.Lookup lookup) {
    this(node, options, identity, lookup, new SharedPort(options.listen()));
  }

  private PeerServerVerticle(
      String node, ServerOptions options, Identity identity, Names.Lookup lookup, SharedPort port) {
    this.node = node;
    this.options = options;
    this.identity = identity;
    this.lookup = lookup;
    this.port = port;
  }

  /**
   * Another server of the same node, to be deployed in the same Vert.x when this one listens: it takes
   * its turn at the sockets that are accepted there.
   */
  public PeerServerVerticle beside(ServerOptions share) {
    return new PeerServerVerticle(node, share, identity, lookup, port);
  }

  /** What exists between start and stop. */
  private record Shell(
      NetServer listener,
      Dialer dialer,
      Names names,
      TimerSet<PeerSocket> timers,
      ListenAddress listening,
      PeerServer server,
      CommandDesk desk,
      NodeDesk desks,
      @Nullable ListedPeers listed) {}

  /** This start of this server. */
  public ServerId serverId() {
    return serverId;
  }

  /** Where it listens, once it has started. */
  public ListenAddress listening() {
    return shell().listening;
  }

  @Override
  public Future<?> start() {
    return TlsLayer.prepare(options, identity, context).compose(ground -> {
      tls = ground;
      return port.listen(vertx, this::accept).compose(this::open);
    });
  }

  @Override
  public Future<?> stop() {
    Shell running = shell;
    if (running == null) {
      return Future.succeededFuture();
    }
    vertx.cancelTimer(tickTimer);
    running.desks.rest();
    if (running.listed != null) {
      running.listed.end();
    }
    return drain()
        .compose(empty -> running.listener.close())
        .compose(closed ->
            Future.join(consumers.stream().map(MessageConsumer::unregister).toList()))
        .compose(silent ->
            Future.join(running.desks.end(), running.dialer.close(), running.names.close()))
        .onComplete(gone -> running.timers.disarmAll());
  }

  @Override
  public void opened(Connection connection) {
    server().opened(connection, now());
  }

  @Override
  public void received(Connection connection, byte[] bytes) {
    server().received(connection, bytes, now());
  }

  @Override
  public void written(Connection connection) {
    server().written(connection, now());
  }

  @Override
  public void closed(Connection connection, CloseReason reason, String why) {
    server().socketClosed(connection, reason, why, now());
  }

  @Override
  public void socketGone() {
    sockets--;
  }

  @Override
  public void wake(Connection connection) {
    server().wake(connection, now());
  }

  @Override
  public int sockets() {
    return sockets;
  }

  @Override
  public int timers() {
    return shell().timers.size();
  }

  private Future<?> open(NetServer listener) {
    NodeBus bus = new NodeBus(vertx, node);
    TimerSet<PeerSocket> timers = new TimerSet<>(vertx, System::nanoTime);
    Dialer dialer = new Dialer(vertx, options.times().dial());
    ListenAddress listening = new ListenAddress(options.listen().ip(), listener.actualPort());
    BusPort port = new BusPort(
        bus,
        context,
        System::nanoTime,
        new BusPort.Hooks(
            serverId,
            options,
            this::server,
            this::dial,
            instance -> shell().desk.snapshot(instance)));
    PeerServer server = new PeerServer(
        options,
        options.terms(identity, listening),
        serverId,
        new PeerServer.Ground(port, random, bus.jvm(), now()));
    Names names = new Names(vertx, lookup);
    DialDesk dials = new DialDesk(
        server, port, names, new DialDesk.Ground(context, System::nanoTime, listening));
    CommandDesk desk = new CommandDesk(
        server, dials, new CommandDesk.Self(serverId, listening, this, port), System::nanoTime);
    Home home = new Home(bus.jvm(), identity.peerId());
    NodeDesk desks = new NodeDesk(
        vertx, bus, NodeDesk.Ground.of(serverId, home, options, System::nanoTime), server, port);
    ListedPeers listed = options.listed() == null
        ? null
        : new ListedPeers(vertx, options.listed(), list -> server.expulsion().list(list, now()));
    shell = new Shell(listener, dialer, names, timers, listening, server, desk, desks, listed);
    LOG.info(
        "{} listens at {} over {} as {}", node, listening, options.transport(), identity.peerId());
    return (listed == null ? Future.succeededFuture() : listed.begin())
        .compose(known -> listenToRoles(bus))
        .compose(heard -> shell().desks.begin())
        .onSuccess(ready -> tick());
  }

  private Future<?> listenToRoles(NodeBus bus) {
    consumers.add(bus.listen(bus.addresses().server(serverId), this::command));
    return Future.join(consumers.stream().map(MessageConsumer::completion).toList());
  }

  private void command(Message<BusRecord> message) {
    if (message.body() instanceof ServerCommand.Drain) {
      drain().onComplete(empty -> NodeBus.answer(message, new Answer(Outcome.WRITTEN, now())));
    } else if (message.body() instanceof ServerCommand.ReadList) {
      readList().onSuccess(answer -> NodeBus.answer(message, answer));
    } else {
      shell().desk.handle(message);
    }
  }

  private Future<ListAnswer> readList() {
    ListedPeers listed = shell().listed;
    Future<Integer> read = listed == null
        ? Future.failedFuture("there is no list: peers.admit is not 'listed'")
        : listed.reload();
    return read.map(count -> new ListAnswer(count, "", now()))
        .otherwise(problem -> new ListAnswer(0, String.valueOf(problem.getMessage()), now()));
  }

  private void tick() {
    server().tick(now());
    tickTimer = vertx.setTimer(TICK_MILLIS, fired -> tick());
  }

  private void accept(NetSocket socket) {
    if (shell == null) {
      socket.close();
      return;
    }
    PeerSocket carrier = new PeerSocket(this, shell.timers, context, tls);
    carrier.carry(counted(socket));
    server().accepted(carrier, SharedPort.remote(socket), now());
  }

  private SocketPort dial(ListenAddress address) {
    PeerSocket carrier = new PeerSocket(this, shell().timers, context, tls);
    carrier.dial(() -> shell().dialer.dial(address).map(this::counted));
    return carrier;
  }

  private NetSocket counted(NetSocket socket) {
    sockets++;
    return socket;
  }

  /**
   * Hands over what other JVMs can take over, and closes all; done when the last connection is gone,
   * or should be.
   */
  private Future<Void> drain() {
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
      if (!gone) {
        LOG.warn("{}: {} sockets did not end in time", node, sockets);
      }
      empty.complete();
    } else {
      vertx.setTimer(EMPTY_CHECK_MILLIS, fired -> awaitEmpty(empty, deadline));
    }
  }

  private PeerServer server() {
    return shell().server;
  }

  private Shell shell() {
    return Objects.requireNonNull(shell, "the server has not started");
  }

  private static long now() {
    return System.nanoTime();
  }
}
