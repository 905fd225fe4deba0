package io.fencewire.server;

import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Proof;
import io.fencewire.handshake.Proven;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import io.fencewire.wire.Publish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** One real {@link PeerServer} in a {@link ToyNetwork}, and a record of all it said. */
final class ToyServer implements ServerPort {
  private final ToyNetwork network;
  private final ListenAddress address;
  private final Identity identity;
  private final ServerId id;
  private final PeerServer server;
  private final long clockOffset;
  private long lastTick;

  /** Who else belongs to this node; null if nobody does. */
  ToyBus bus;

  /** Is told of every connection that this server ends by its own judgement. */
  Consumer<Connection> judged = connection -> {};

  /** Roles that don't answer when they are asked to prepare. */
  final Set<Role> silent = EnumSet.noneOf(Role.class);

  /** Whether gossip takes in what it is given. */
  boolean gossipTakes = true;

  /** Whether what handshakes have to prove waits in {@link #proofs}. */
  boolean busy;

  final Queue<Runnable> proofs = new ArrayDeque<>();
  final List<String> said = new ArrayList<>();
  final List<RoleInstance> shown = new ArrayList<>();
  final List<Message> received = new ArrayList<>();
  final List<Ending> endings = new ArrayList<>();
  final List<Ending> strangers = new ArrayList<>();
  private boolean flushAsked;

  ToyServer(ToyNetwork network, int number) {
    this(network, number, number, ServerOptions.at(new ListenAddress("127.0.0.1", 4000 + number)));
  }

  /** A server whose key is {@code key}, a second start of the same node if used twice. */
  ToyServer(ToyNetwork network, int number, int key, ServerOptions options) {
    this(network, number, identity(key), options);
  }

  ToyServer(ToyNetwork network, int number, Identity identity, ServerOptions options) {
    this.network = network;
    this.clockOffset = number * network.clockDistance();
    this.address = new ListenAddress("127.0.0.1", 4000 + number);
    this.identity = identity;
    this.id = new ServerId(number, number);
    this.lastTick = now();
    this.server = new PeerServer(
        options,
        HandshakeTerms.of(identity, options.profile(), address.port(), NodeType.CLIENT),
        id,
        new PeerServer.Ground(this, new Random(number), jvm(), now()));
    begin(Role.HEARTBEAT, 1);
    begin(Role.GOSSIP, 1);
    network.listen(this);
  }

  /** What this server's clock says; it has nothing in common with another's. */
  long now() {
    return network.now() + clockOffset;
  }

  /** Each server has a JVM of its own. */
  String jvm() {
    return "jvm-" + id.low();
  }

  ServerId id() {
    return id;
  }

  ListenAddress address() {
    return address;
  }

  Identity identity() {
    return identity;
  }

  PeerServer server() {
    return server;
  }

  /** Dials and lets everything happen. */
  Connection dial(ToyServer other) {
    Connection connection = server.dial(other.address, now());
    network.settle();
    return connection;
  }

  /** The one connection that is PREPARING or LIVE. */
  Connection only() {
    List<Connection> held = server.table().listHeld();
    if (held.size() != 1) {
      throw new AssertionError("one connection was expected, not " + held);
    }
    return held.get(0);
  }

  Outcome publish(ConnectionToken token, Lease lease, long deadline) {
    Message message = new Publish("t", Bytes.wrap(new byte[] {1, 2, 3}));
    return send(new Commands.Permit(token, lease, deadline), message);
  }

  Outcome send(Commands.Permit permit, Message message) {
    Outcome outcome = server.commands().send(permit, message, Frame.encode(message), now());
    network.settle();
    return outcome;
  }

  /** An instance of a role says that it is there, from the same JVM. */
  void begin(Role role, long id) {
    server.household().heard(new RoleInstance(role, id, jvm()), now());
  }

  /** A permit that an application would have. */
  Commands.Permit permit(Connection connection) {
    return new Commands.Permit(connection.token(), Lease.NONE, now() + 5_000_000_000L);
  }

  /** The silent roles answer at last. */
  void rolesAnswer(Connection connection) {
    silent.clear();
    for (Role role : List.of(Role.HEARTBEAT, Role.GOSSIP)) {
      server.prepared(connection.token(), role, connection.trust().lease(role), now());
    }
    network.settle();
  }

  ToyNetwork.ToySocket socketOf(Connection connection) {
    return (ToyNetwork.ToySocket) connection.socket();
  }

  void tickIfDue() {
    if (now() - lastTick >= LocalHealth.TICK_NANOS) {
      lastTick = now();
      server.tick(lastTick);
    }
  }

  @Override
  public SocketPort dial(ListenAddress to) {
    return network.connect(this, to);
  }

  @Override
  public void prove(Connection connection, Proof proof) {
    Proof.Result result = proof.run();
    Runnable done = () -> server.proved(connection, result, now());
    if (busy) {
      proofs.add(done);
    } else {
      network.later(done);
    }
  }

  @Override
  public void prepare(Role role, Connection connection) {
    Lease lease = connection.trust().lease(role);
    said.add("prepare " + role);
    network.later(() -> {
      if (!silent.contains(role)) {
        server.prepared(connection.token(), role, lease, now());
      }
    });
  }

  @Override
  public void entrusted(RoleInstance instance) {
    shown.add(instance);
  }

  @Override
  public void promoted(Connection connection) {
    said.add("promoted " + connection.token().sequence());
    if (bus != null) {
      bus.gained(this, connection.facts());
    }
  }

  @Override
  public void ended(Connection connection, boolean announced, Ending ending) {
    said.add((announced ? "ended " : "abandoned ") + connection.token().sequence());
    endings.add(ending);
    if (announced && bus != null) {
      bus.lost(this, connection.facts());
    }
  }

  @Override
  public void abandoned(Proven proven, Ending ending) {
    said.add("turned away " + ending.reason());
    endings.add(ending);
  }

  @Override
  public void turnedAway(Connection connection, Ending ending) {
    strangers.add(ending);
  }

  @Override
  public void dialSucceeded(Connection connection) {
    said.add("dial succeeded");
  }

  @Override
  public void dialFailed(Connection connection, Ending ending) {
    said.add("dial failed " + ending.reason());
  }

  @Override
  public void received(Role role, Connection connection, Message message, int size) {
    received.add(message);
    if (role == Role.GOSSIP && gossipTakes) {
      network.later(() -> server.taken(connection, size, now()));
    }
  }

  @Override
  public void askToYield(ConnectionToken weaker, PeerConnection stronger, long deadline) {
    said.add("yield " + weaker.sequence());
    bus.askToYield(weaker, stronger, deadline);
  }

  @Override
  public void flushSoon() {
    assertOnce();
    network.later(() -> {
      flushAsked = false;
      server.flush(now());
    });
  }

  @Override
  public void became(Connection connection, ConnectionState from, String why) {
    boolean ends = connection.state().compareTo(ConnectionState.LIVE) > 0;
    if (ends
        && from.compareTo(ConnectionState.LIVE) <= 0
        && connection.ending().origin() == CloseOrigin.SERVER) {
      judged.accept(connection);
    }
  }

  /** The tokens of everything LIVE, oldest first. */
  List<ConnectionToken> live() {
    return server.table().listHeld().stream()
        .filter(c -> c.is(ConnectionState.LIVE))
        .map(Connection::token)
        .sorted(Comparator.comparing(ConnectionToken::sequence))
        .toList();
  }

  private static Identity identity(int key) {
    byte[] seed = new byte[32];
    seed[0] = (byte) key;
    return Ed25519Identity.fromSeed(seed);
  }

  private void assertOnce() {
    if (flushAsked) {
      throw new AssertionError("a flush was asked for twice in one turn");
    }
    flushAsked = true;
  }
}
