package io.fencewire.server;

import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Proof;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one peer server: told what happened, with the time, it acts through its ports.
 * This class is the front door; the rooms behind it are {@link Arrival} (handshake and duplicates),
 * {@link Promotion} (from proven to LIVE), {@link Watch} (what is due), {@link Inbox} (what comes in), {@link Commands} (what
 * goes out), {@link Outbox} (one write per socket and turn) and {@link Departure} (every close).
 */
final class PeerServer {
  private final ServerOptions options;
  private final ServerPort port;
  private final ConnectionTable table;
  private final LocalHealth health;
  private final Counters counters = new Counters();
  private final ByteBudget budget;
  private final Admission admission;
  private final Outbox outbox;
  private final Departure departure;
  private final Reach reach;
  private final Rivalry rivalry;
  private final Promotion promotion;
  private final Arrival arrival;
  private final Inbox inbox;
  private final Watch watch;
  private final Commands commands;
  private final Settlement settlement;
  private final Household household;
  private final Chain chain;
  private final Closedown closedown;
  private final Expulsion expulsion;

  /** A server that has nothing yet. */
  PeerServer(ServerOptions options, HandshakeTerms terms, ServerId serverId, Ground ground) {
    this.options = options;
    this.port = ground.port;
    this.table = new ConnectionTable(serverId);
    this.health = new LocalHealth(ground.now);
    this.budget = new ByteBudget(options.queues().totalBytes());
    this.admission = new Admission(options);
    ServerOptions.Times times = options.times();
    this.outbox = new Outbox(port, times.stall().toNanos());
    this.departure = new Departure(table, outbox, port, counters, times.flush().toNanos());
    this.chain = Chain.of(terms, options, port, counters);
    Siblings siblings = new Siblings(serverId, times.snapshot().toNanos(), health, counters);
    this.reach = new Reach(table, siblings, admission, options);
    this.rivalry = new Rivalry(
        terms,
        ground.random,
        times,
        new Rivalry.Rooms(table, siblings, departure, outbox, port, chain.blocks()));
    Supervision supervision = new Supervision(ground.jvm, health);
    Heritage heritage = new Heritage(serverId, options.access()::isTrusted, counters);
    Takeover takeover = new Takeover(siblings, heritage, health, ground.jvm);
    this.promotion =
        new Promotion(new Promotion.Rooms(table, supervision, rivalry), port, counters, times);
    this.arrival = new Arrival(
        terms,
        ground.random,
        times,
        new Arrival.Rooms(table, admission, rivalry, promotion, departure, outbox, port));
    this.inbox =
        new Inbox(new Inbox.Rooms(arrival, departure, outbox, chain.requests()), port, counters);
    this.watch = new Watch(times, departure, promotion, rivalry, inbox);
    this.commands =
        new Commands(new Commands.Rooms(table, outbox, departure, port, counters, chain), terms);
    this.settlement = new Settlement(departure, arrival, promotion, inbox);
    this.household = new Household(
        port, counters, new Household.Rooms(supervision, promotion, takeover, settlement));
    this.closedown = new Closedown(table, departure, household, settlement);
    this.expulsion = new Expulsion(admission, table, departure, settlement);
  }

  /**
   * What a server stands on.
   *
   * @param random for nonces: a secure source, outside of tests
   * @param jvm the name of the JVM it runs in
   * @param now the monotonic clock at the start
   */
  record Ground(ServerPort port, RandomGenerator random, String jvm, long now) {}

  // What happens on the sockets.

  /** A socket was accepted; null if it was refused and is closed already. */
  @Nullable
  Connection accepted(SocketPort socket, ListenAddress remote, long now) {
    counters.count(Counters.Event.ACCEPTED);
    boolean closing = closedown.hasBegun();
    CloseReason refusal =
        closing ? CloseReason.SHUTDOWN : admission.atAccept(remote, table.pending(), now);
    if (refusal != null) {
      counters.closed(refusal);
      socket.close();
      return null;
    }
    Connection connection = open(socket, Direction.INBOUND, remote);
    arrival.begin(connection, now);
    return connection;
  }

  /** Dials an address, with the usual patience; {@link #refusalToDial} is asked before. */
  Connection dial(ListenAddress address, long now) {
    return dial(address, null, dialNanos(), now);
  }

  /** How long a dial may take until there is an open socket. */
  long dialNanos() {
    return options.times().dial().toNanos();
  }

  /**
   * Dials an address, and gives up after {@code patience} nanoseconds without an open socket.
   *
   * @param expected who alone is accepted there, beyond what the address says; null if anybody is
   */
  Connection dial(ListenAddress address, @Nullable PeerId expected, long patience, long now) {
    counters.count(Counters.Event.DIALLED);
    reach.dialled(address, now);
    Connection connection = open(port.dial(address), Direction.OUTBOUND, address);
    connection.expect(expected);
    connection.deadlines().set(Wake.DIAL, now + patience);
    return connection;
  }

  /** Why an address can't be dialled now, or null if it can. */
  @Nullable
  CloseReason refusalToDial(ListenAddress address, long now) {
    return closedown.hasBegun() ? CloseReason.SHUTDOWN : reach.refusal(address, now);
  }

  /** What is known of an address before it is dialled. */
  Reach reach() {
    return reach;
  }

  /** The socket of a dial is open. */
  void opened(Connection connection, long now) {
    arrival.begin(connection, now);
  }

  /** Bytes have arrived. */
  void received(Connection connection, byte[] bytes, long now) {
    if (connection.is(ConnectionState.CLOSED)) {
      return;
    }
    connection.vigil().heard(now);
    connection.inbound().feed(bytes);
    inbox.drain(connection, now);
    settlement.settle(now);
  }

  /** The costly part of a step of a handshake is done, or can't be. */
  void proved(Connection connection, Proof.Result result, long now) {
    arrival.proved(connection, result, now);
    inbox.drain(connection, now);
    settlement.settle(now);
  }

  /** The write in flight has left for the kernel. */
  void written(Connection connection, long now) {
    outbox.written(connection, now);
  }

  /** The socket has ended, or could not be opened. */
  void socketClosed(Connection connection, CloseReason reason, String why, long now) {
    departure.close(connection, new ServerPort.Ending(reason, CloseOrigin.SOCKET, why), now);
    settlement.settle(now);
  }

  /** The connection's timer has fired. */
  void wake(Connection connection, long now) {
    watch.wake(connection, now);
    settlement.settle(now);
  }

  /** The turn is over: writes what it has queued. */
  void flush(long now) {
    outbox.flush(now);
  }

  /** Should come every {@link LocalHealth#TICK_NANOS}. */
  void tick(long now) {
    health.tick(now);
    household.tick(now);
  }

  // What the roles say.

  /** A role is prepared for a connection, or absent. */
  void prepared(ConnectionToken token, Role role, Lease lease, long now) {
    promotion.prepared(token, role, lease, now);
    settlement.settle(now);
  }

  /** A message of that size was taken in by gossip. */
  void taken(Connection connection, int size, long now) {
    connection.credit().give(size);
    inbox.drain(connection, now); // of one that is CLOSED nothing is taken any more
    settlement.settle(now);
  }

  /** The rest of the node: instances of roles, and other servers. */
  Household household() {
    return household;
  }

  /** Dials the peers of siblings that are gone, as far as that is of use. */
  void look(Set<String> jvms, long now) {
    for (ListenAddress address : household.look(jvms, now)) {
      if (refusalToDial(address, now) == null) {
        dial(address, now);
      }
    }
  }

  /** Commands about connections. */
  Commands commands() {
    return commands;
  }

  /** Closes one generation, if the permit still holds. */
  Outcome close(Commands.Permit permit, CloseReason reason, long now) {
    Outcome outcome = commands.close(permit, reason, now);
    settlement.settle(now);
    return outcome;
  }

  /** How peers lose their place here. */
  Expulsion expulsion() {
    return expulsion;
  }

  /** What an application that has the chain adds. */
  Chain chain() {
    return chain;
  }

  /** How the server stops. */
  Closedown closedown() {
    return closedown;
  }

  /** Closes one generation, in favour of a sibling's, if the deadline is not over. */
  Outcome giveWay(ConnectionToken weaker, PeerConnection stronger, long deadline, long now) {
    Outcome outcome = rivalry.giveWay(weaker, stronger, deadline, now);
    settlement.settle(now);
    return outcome;
  }

  /** What becomes of connections whose peer holds another one. */
  Rivalry rivalry() {
    return rivalry;
  }

  ConnectionTable table() {
    return table;
  }

  Counters counters() {
    return counters;
  }

  /** Bytes that wait in all outbound queues. */
  long queuedBytes() {
    return budget.used();
  }

  private Connection open(SocketPort socket, Direction direction, ListenAddress remote) {
    Connection.Parts parts = Connection.Parts.of(options, budget, health);
    Connection connection = new Connection(socket, port, direction, remote, parts);
    socket.ownedBy(connection);
    table.add(connection);
    return connection;
  }
}
