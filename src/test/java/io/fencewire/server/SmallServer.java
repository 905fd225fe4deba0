package io.fencewire.server;

import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerCommand;
import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Proof;
import io.fencewire.handshake.Proven;
import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseReason;
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
import io.fencewire.server.Commands.Permit;
import io.fencewire.server.ServerRules.Cause;
import io.fencewire.wire.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One real {@link PeerServer} in a world that is not: what happens to it comes in here, what it does
 * goes out through {@link Surroundings}, and {@link ServerRules} looks on.
 */
public final class SmallServer implements ServerPort {
  /** Where the one peer of this world is dialled. */
  public static final ListenAddress PEER = new ListenAddress("127.0.0.1", 4002);

  private static final ListenAddress SELF = new ListenAddress("127.0.0.1", 4001);
  private static final ServerId ID = new ServerId(0x9f3a01c2_00000000L, 1);
  private static final ServerOptions OPTIONS = options();

  private final Queue<Runnable> proofs = new ArrayDeque<>();
  private final Surroundings world;
  private final ServerRules rules;
  private final PeerServer server;
  private final SmallRoles roles;

  /** A server that has nothing yet. */
  public SmallServer(Surroundings world, Identity identity, RandomGenerator random, long now) {
    this.world = world;
    PeerServer.Ground ground = new PeerServer.Ground(this, random, SmallRoles.JVM, now);
    this.server = new PeerServer(OPTIONS, terms(identity), ID, ground);
    this.rules = new ServerRules(world, server, OPTIONS);
    this.roles = new SmallRoles(now);
    roles.begin(server, Role.HEARTBEAT, now);
    roles.begin(server, Role.GOSSIP, now);
  }

  public static HandshakeTerms terms(Identity identity) {
    return HandshakeTerms.of(identity, "small", SELF.port(), NodeType.CLIENT);
  }

  /** Times as they are by default, and queues so small that they fill. */
  private static ServerOptions options() {
    var admission = new ServerOptions.AdmissionLimits(32, 1_000, Duration.ofSeconds(10), true);
    var queues = new ServerOptions.Queues(200, 4_096, 512, 3, 1_024);
    return ServerOptions.at(SELF).withAdmission(admission).withQueues(queues);
  }

  /** The peer's dial has arrived; false if it was refused. */
  public boolean accepted(SmallSocket socket, long now) {
    rules.begin(Cause.SOCKET, socket, null);
    boolean taken = server.accepted(socket, PEER, now) != null;
    rules.end(now);
    return taken;
  }

  /** The dial of this server has reached the peer. */
  public void opened(SmallSocket socket, long now) {
    turn(Cause.SOCKET, socket, now, () -> server.opened(socket.connection(), now));
  }

  /** Bytes have arrived. */
  public void received(SmallSocket socket, byte[] bytes, long now) {
    rules.begin(Cause.SOCKET, socket, null);
    socket.pings().heard(bytes);
    server.received(socket.connection(), bytes, now);
    for (Runnable proof = proofs.poll(); proof != null; proof = proofs.poll()) {
      proof.run();
    }
    rules.end(now);
  }

  /** The write in flight has left. */
  public void written(SmallSocket socket, long now) {
    turn(Cause.SOCKET, socket, now, () -> server.written(socket.connection(), now));
  }

  /** The socket has ended. */
  public void socketClosed(SmallSocket socket, CloseReason reason, long now) {
    turn(
        Cause.SOCKET, socket, now, () -> server.socketClosed(socket.connection(), reason, "", now));
  }

  /** The connection's timer has fired. */
  public void wake(SmallSocket socket, long now) {
    turn(Cause.TIMER, socket, now, () -> server.wake(socket.connection(), now));
  }

  /** The turn is over. */
  public void flush(long now) {
    turn(Cause.ROLE, null, now, () -> server.flush(now));
  }

  /** The ticks that were due since the last one, if this process did not stand still. */
  public void tickUntil(long now) {
    roles.tickUntil(server, now);
  }

  /** The one tick that fires after this process has stood still. */
  public void tickLate(long now) {
    roles.tickLate(server, now);
  }

  /** A role has answered. */
  public void prepared(ConnectionToken token, Role role, Lease lease, long now) {
    rules.begin(Cause.ROLE, null, token);
    rules.acknowledged(token, role, lease);
    server.prepared(token, role, lease, now);
    rules.end(now);
  }

  /** Gossip has taken a message in. */
  public void taken(SmallSocket socket, int size, long now) {
    turn(Cause.ROLE, socket, now, () -> server.taken(socket.connection(), size, now));
  }

  /** The bus says that nobody plays this role. */
  public void absent(Role role, long now) {
    rules.absent(role);
    turn(Cause.ROLE, null, now, () -> roles.end(server, role, now));
  }

  /** A new instance plays a role: it gets leases of its own, and is told all there is. */
  public Snapshot roleStarted(Role role, long now) {
    roles.begin(server, role, now);
    rules.handedOver(role);
    return snapshot(role);
  }

  /** Sends one transaction, as a role or an application asked. */
  public Outcome send(ServerCommand.Send send, byte[] frame, long now) {
    rules.begin(Cause.SEND, null, send.token());
    Permit permit = new Permit(send.token(), send.lease(), send.deadline());
    Outcome outcome = server.commands().send(permit, send.message(), frame, now);
    rules.end(now);
    return outcome;
  }

  /** Pings, as an instance of the heartbeat asked. */
  public Outcome ping(ServerCommand.SendPing ping, int instance, long now) {
    rules.begin(Cause.SEND, null, ping.token());
    Permit permit = new Permit(ping.token(), ping.lease(), ping.deadline());
    Outcome outcome = server.commands().ping(permit, ping.nonce(), now);
    if (outcome == Outcome.WRITTEN) {
      rules.pinged(ping, instance);
    }
    rules.end(now);
    return outcome;
  }

  /** Closes one generation, as the refresher asked. */
  public Outcome close(ServerCommand.CloseConnection close, long now) {
    rules.begin(Cause.CLOSE, null, close.token());
    Outcome outcome =
        server.close(new Permit(close.token(), Lease.NONE, close.deadline()), close.reason(), now);
    rules.end(now);
    return outcome;
  }

  /** Dials the peer, unless that is of no use. */
  public void connect(long now) {
    if (server.refusalToDial(PEER, now) == null) {
      server.dial(PEER, now);
    }
  }

  /** Everything there is, with a role's leases. */
  public Snapshot snapshot(Role role) {
    return new Snapshot(
        ID, SmallRoles.JVM, SELF, List.of(), SmallRoles.holdings(server, role), world.now());
  }

  /** Closes everything. */
  public void drain(long now) {
    turn(Cause.SHUTDOWN, null, now, () -> server.closedown().closeAll(now));
  }

  /** What is still held, in words; empty if nothing is. */
  public String remains() {
    return server.table().size() == 0 && server.queuedBytes() == 0
        ? ""
        : server.table().list() + " and " + server.queuedBytes() + " bytes";
  }

  /** When the last ping was written to a connection, or a long time ago. */
  public long pingedAt(SmallSocket socket) {
    return rules.pingedAt(socket.connection());
  }

  private void turn(Cause cause, @Nullable SmallSocket socket, long now, Runnable action) {
    rules.begin(cause, socket, null);
    action.run();
    rules.end(now);
  }

  ServerRules rules() {
    return rules;
  }

  @Override
  public SocketPort dial(ListenAddress address) {
    return world.dial();
  }

  @Override
  public void prove(Connection connection, Proof proof) {
    proofs.add(() -> server.proved(connection, proof.run(), world.now()));
  }

  @Override
  public void prepare(Role role, Connection connection) {
    rules.asked(connection);
    Lease lease = connection.trust().lease(role);
    world.tell(role, new RoleMessage.Prepare(connection.facts(), lease, world.now()));
  }

  @Override
  public void entrusted(RoleInstance instance) {}

  @Override
  public void promoted(Connection connection) {
    rules.promoted(connection);
    tellAll(new RoleMessage.Promoted(connection.token(), world.now()));
  }

  @Override
  public void ended(Connection connection, boolean announced, Ending ending) {
    rules.ended(connection, announced);
    ConnectionToken token = connection.token();
    tellAll(new RoleMessage.Ended(token, ending.reason(), ending.origin(), world.now()));
  }

  @Override
  public void askToYield(ConnectionToken weaker, PeerConnection stronger, long deadline) {
    throw new AssertionError("there is no other server in this world");
  }

  @Override
  public void abandoned(Proven proven, Ending ending) {}

  @Override
  public void turnedAway(Connection connection, Ending ending) {}

  @Override
  public void dialSucceeded(Connection connection) {}

  @Override
  public void dialFailed(Connection connection, Ending ending) {}

  @Override
  public void received(Role role, Connection connection, Message message, int size) {
    var record = new RoleMessage.Received(connection.token(), message, world.now());
    if (role == Role.GOSSIP) {
      world.give((SmallSocket) connection.socket(), record, size);
    } else {
      world.tell(role, record);
    }
  }

  @Override
  public void flushSoon() {
    world.flushSoon();
  }

  @Override
  public void became(Connection connection, ConnectionState from, String why) {
    rules.became(connection, from);
    world.note(
        connection.state().ordinal(),
        () -> connection + " is " + connection.state() + (why.isEmpty() ? "" : ": " + why));
  }

  private void tellAll(RoleMessage message) {
    world.tell(Role.HEARTBEAT, message);
    world.tell(Role.GOSSIP, message);
    world.tell(Role.REFRESH, message);
  }
}
