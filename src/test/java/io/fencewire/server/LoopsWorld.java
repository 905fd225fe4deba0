package io.fencewire.server;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.server.ToyNetwork.ToySocket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two nodes of one to three servers each, which dial each other at any time, several at once, over
 * connections that may die without a word, while their servers hear each other badly. At the end the
 * bus is good and nothing more happens.
 */
final class LoopsWorld {
  private static final Duration SNAPSHOTS = Duration.ofSeconds(5);
  private static final Set<CloseReason> DUPLICATE = EnumSet.of(
      CloseReason.TIE_BREAK,
      CloseReason.SUPERSEDED,
      CloseReason.ALREADY_CONNECTED,
      CloseReason.ALREADY_CONNECTING);

  /** For how long a dead connection may be taken for alive: one handshake and half a probe. */
  private static final long DEAD_NANOS = Duration.ofMillis(4_200).toNanos();

  /** What the refresher of a node would do if it had no peer left. */
  private static final int REDIALS = 5;

  private final long seed;
  private final Random random;
  private final ToyNetwork network;
  private final ToyBus alpha;
  private final ToyBus beta;
  private final Map<ToySocket, Long> died = new HashMap<>();
  private long nextSnapshots;
  private int numbers;

  /** How many connections were ended as duplicates. */
  int ended;

  LoopsWorld(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.network = new ToyNetwork(random);
    this.alpha = node(1 + random.nextInt(3));
    this.beta = node(1 + random.nextInt(3));
  }

  /** One connection, seen from the end that dialled it. */
  private record Pair(ToySocket dialer, ToySocket dialed) {
    Stream<Connection> ends() {
      return Stream.of(dialer, dialed).map(ToySocket::connection);
    }
  }

  void run() {
    int dials = 2 + random.nextInt(8);
    for (int i = 0; i < dials; i++) {
      dialSome();
      pass(random.nextInt(3) == 0 ? random.nextLong(100) : random.nextLong(12_000));
      if (random.nextInt(3) == 0) {
        cutOne();
      }
      pass(random.nextInt(2) == 0 ? 0 : random.nextLong(3_000));
    }
    alpha.bad = false;
    beta.bad = false;
    pass(30_000);
    for (int i = 0; i < REDIALS && !wrong().isEmpty(); i++) {
      dial(alpha, beta);
      pass(12_000);
    }
  }

  /** What is wrong now that everything has come to rest; empty if nothing is. */
  String wrong() {
    List<Connection> here = live(alpha);
    List<Connection> there = live(beta);
    if (here.size() != 1 || there.size() != 1) {
      return "seed " + seed + ": not one connection but " + here + " and " + there;
    }
    if (here.get(0).facts().session() != there.get(0).facts().session()) {
      return "seed " + seed + ": the nodes kept different ones";
    }
    return "";
  }

  private ToyBus node(int loops) {
    ToyBus bus = new ToyBus(network, random);
    CheapIdentity identity = CheapIdentity.draw(random);
    for (int i = 0; i < loops; i++) {
      ServerOptions options = ServerOptions.at(new ListenAddress("127.0.0.1", 4000))
          .withAdmission(new ServerOptions.AdmissionLimits(32, 10, SNAPSHOTS, true));
      ToyServer server = new ToyServer(network, ++numbers, identity, options);
      server.judged = connection -> judged(server, connection);
      bus.join(server);
    }
    return bus;
  }

  private void dialSome() {
    int together = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
    for (int i = 0; i < together; i++) {
      boolean fromAlpha = random.nextBoolean();
      dial(fromAlpha ? alpha : beta, fromAlpha ? beta : alpha);
    }
  }

  private void dial(ToyBus from, ToyBus to) {
    ToyServer dialer = any(from);
    dialer.server().dial(any(to).address(), dialer.now());
  }

  private ToyServer any(ToyBus node) {
    return node.servers().get(random.nextInt(node.servers().size()));
  }

  private void pass(long millis) {
    long end = network.now() + millis * 1_000_000;
    while (network.now() < end) {
      long step = Math.min(end - network.now(), 1 + random.nextLong(80_000_000));
      network.advance(Duration.ofNanos(step));
      if (network.now() >= nextSnapshots) {
        nextSnapshots = network.now() + SNAPSHOTS.toNanos();
        alpha.tellAll();
        beta.tellAll();
      }
    }
  }

  private void cutOne() {
    List<Pair> whole = pairs()
        .filter(pair -> !died.containsKey(pair.dialer) && pair.ends().allMatch(LoopsWorld::stays))
        .toList();
    if (!whole.isEmpty()) {
      Pair pair = whole.get(random.nextInt(whole.size()));
      for (ToySocket end : List.of(pair.dialer, pair.dialed)) {
        end.cut = true;
        died.put(end, network.now());
      }
    }
  }

  /** Whoever ends a connection for the sake of another must not leave the two nodes with none. */
  private void judged(ToyServer server, Connection connection) {
    ToySocket socket = server.socketOf(connection);
    if (!DUPLICATE.contains(connection.ending().reason()) || died.containsKey(socket)) {
      return;
    }
    ended++;
    boolean endedThereAlready = socket.other() != null
        && socket.other().connection().state().compareTo(ConnectionState.LIVE) > 0;
    if (!endedThereAlready && pairs().noneMatch(this::isGood)) {
      throw new AssertionError("seed " + seed + ": the last good connection was ended: "
          + connection + " of server " + server.id() + ": " + connection.ending());
    }
  }

  private boolean isGood(Pair pair) {
    Long at = died.get(pair.dialer);
    return at == null
        ? pair.ends().allMatch(LoopsWorld::stays)
        : network.now() - at <= DEAD_NANOS && pair.ends().anyMatch(LoopsWorld::stays);
  }

  private Stream<Pair> pairs() {
    return network.sockets().stream()
        .filter(socket ->
            socket.other() != null && socket.connection().direction() == Direction.OUTBOUND)
        .map(socket -> new Pair(socket, socket.other()));
  }

  private static boolean stays(Connection end) {
    return end.isProven() && end.state().compareTo(ConnectionState.LIVE) <= 0;
  }

  private static List<Connection> live(ToyBus node) {
    return node.servers().stream()
        .flatMap(server -> server.server().table().listHeld().stream())
        .toList();
  }
}
