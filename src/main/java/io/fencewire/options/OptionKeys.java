package io.fencewire.options;

import static io.fencewire.options.OptionKind.choice;
import static io.fencewire.options.OptionKind.choices;
import static io.fencewire.options.OptionKind.duration;
import static io.fencewire.options.OptionKind.file;
import static io.fencewire.options.OptionKind.fileOrNone;
import static io.fencewire.options.OptionKind.flag;
import static io.fencewire.options.OptionKind.integer;
import static io.fencewire.options.OptionKind.ip;
import static io.fencewire.options.OptionKind.share;
import static io.fencewire.options.OptionKind.size;
import static io.fencewire.options.OptionKind.targets;
import static io.fencewire.options.OptionKind.text;
import static io.fencewire.options.OptionKind.trusted;

import io.fencewire.gossip.GossipOptions;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Role;
import io.fencewire.peer.TrustedPeer;
import io.fencewire.refresh.RefreshOptions;
import io.fencewire.server.ServerOptions;
import io.fencewire.server.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every key of a node's configuration. A new one is described here, used in {@link NodeOptions} or by the launcher, and
 * given a row in the README, which a test compares with this list.
 */
final class OptionKeys {
  private static final ServerOptions SERVER =
      ServerOptions.at(new ListenAddress("127.0.0.1", 4130));
  private static final RefreshOptions REFRESH = RefreshOptions.defaults();

  private static final List<OptionKey<?>> KEYS = new ArrayList<>();

  static final OptionKey<String> NODE = key(
      "node",
      text("1 to 64 letters, digits, - or _", "[A-Za-z0-9_-]{1,64}"),
      "node",
      "the node's name, the first part of its addresses on the event bus");
  static final OptionKey<Set<Role>> ROLES = add(new OptionKey<>(
      "roles",
      all -> choices(Role.class),
      all -> Role.ALL,
      "all",
      "what this JVM does for the node; without -cluster it must be all of it"));
  static final OptionKey<String> KEY = key(
      "key",
      file(),
      "fencewire.key",
      "the file the node's key is kept in; made on the first start");
  static final OptionKey<String> LISTEN_HOST =
      key("listen.host", ip(), SERVER.listen().ip(), "where to listen; an IP address");
  static final OptionKey<Integer> LISTEN_PORT = key(
      "listen.port", integer(0, 65_535), SERVER.listen().port(), "the port; 0 takes a free one");

  static final OptionKey<Transport> LISTEN_TRANSPORT = add(new OptionKey<>(
      "listen.transport",
      all -> choice(Transport.class),
      all -> NetworkKeys.transport(
          all, ServerOptions.at(new ListenAddress(all.get(LISTEN_HOST), 0)).transport()),
      "plain on loopback and in Aleo networks, else tls",
      "whether frames travel over TLS 1.3 or as they are"));

  static final OptionKey<Integer> PEERS_MAX =
      key("peers.max", integer(1, 10_000), SERVER.peersMax(), "there are never more connections");
  static final OptionKey<Integer> PEERS_INBOUND = add(new OptionKey<>(
      "peers.inbound",
      all -> integer(0, all.get(PEERS_MAX)),
      OptionKeys::inbound,
      "three quarters of peers.max",
      "how many of them may be inbound, so that those who dial can't take every slot"));
  static final OptionKey<Integer> PEERS_TARGET = add(new OptionKey<>(
      "peers.target",
      all -> integer(0, all.get(PEERS_MAX)),
      all -> Math.min(REFRESH.peersTarget(), all.get(PEERS_MAX)),
      String.valueOf(REFRESH.peersTarget()),
      "the node dials until it has so many; at most peers.max"));
  static final OptionKey<Integer> PEERS_MIN = add(new OptionKey<>(
      "peers.min",
      all -> integer(0, all.get(PEERS_TARGET)),
      all -> Math.min(REFRESH.peersMin(), all.get(PEERS_TARGET)),
      String.valueOf(REFRESH.peersMin()),
      "fewer are urgent; at most peers.target"));
  static final OptionKey<List<DialTarget>> PEERS_BOOTSTRAP =
      key("peers.bootstrap", targets(), List.of(), "addresses to begin with when none is known");
  static final OptionKey<List<TrustedPeer>> PEERS_TRUSTED =
      key("peers.trusted", trusted(), List.of(), "addresses that are always dialled again");
  static final OptionKey<Boolean> PEERS_TRUSTED_ONLY = key(
      "peers.trustedOnly", flag(), false, "whether only identities in peers.trusted may connect");
  static final OptionKey<Admit> PEERS_ADMIT = key(
      "peers.admit",
      choice(Admit.class),
      Admit.ANYONE,
      "whether anyone on the network may connect, or the identities in peers.listed");
  static final OptionKey<String> PEERS_LISTED = add(new OptionKey<>(
      "peers.listed",
      all -> fileOrNone(),
      all -> "",
      "none",
      "identities that may connect, one a line; read again when it changes"));
  static final OptionKey<String> PEERS_BOOK = key(
      "peers.book",
      fileOrNone(),
      "fencewire-book.json",
      "where addresses are remembered; an empty text for memory only");

  static final OptionKey<Duration> HEARTBEAT_INTERVAL = key(
      "heartbeat.interval",
      duration(),
      HeartbeatOptions.DEFAULT.interval(),
      "between two pings of one connection");
  static final OptionKey<Double> HEARTBEAT_JITTER = key(
      "heartbeat.jitter",
      share(),
      HeartbeatOptions.DEFAULT.jitter(),
      "the share by which each ping is early or late");
  static final OptionKey<Duration> REFRESH_INTERVAL =
      key("refresh.interval", duration(), REFRESH.interval(), "between two rotations");
  static final OptionKey<Double> REFRESH_JITTER = key(
      "refresh.jitter",
      share(),
      REFRESH.jitter(),
      "the share by which each rotation is early or late");

  static final OptionKey<Integer> GOSSIP_SEEN = key(
      "gossip.seen",
      integer(1, 100_000_000),
      GossipOptions.DEFAULT.seenMax(),
      "items remembered, so that none is taken twice; the oldest is forgotten");
  static final OptionKey<Integer> GOSSIP_PENDING = key(
      "gossip.pending",
      integer(1, 1_000_000),
      GossipOptions.DEFAULT.pendingMax(),
      "items that may wait for a validator; more are refused");
  static final OptionKey<Duration> GOSSIP_VALIDATE = key(
      "gossip.validate",
      duration(),
      GossipOptions.DEFAULT.validate(),
      "how long a validator may take");
  static final OptionKey<Duration> GOSSIP_RECENT = key(
      "gossip.recent",
      duration(),
      GossipOptions.DEFAULT.recent(),
      "for how long bodies are kept for peers that come LIVE");
  static final OptionKey<Integer> GOSSIP_RECENT_BYTES = key(
      "gossip.recentBytes",
      size(),
      GossipOptions.DEFAULT.recentBytes(),
      "how many bytes of them; the oldest go first");

  static final OptionKey<Integer> SERVER_LOOPS = key(
      "server.loops",
      integer(1, ServerOptions.LOOPS_MAX),
      SERVER.loops(),
      "event loops that own sockets; they share the port, the peers and every bound");
  static final OptionKey<Duration> SERVER_DIAL =
      key("server.dial", duration(), SERVER.times().dial(), "from a dial to an open socket");
  static final OptionKey<Duration> SERVER_HANDSHAKE = key(
      "server.handshake",
      duration(),
      SERVER.times().handshake(),
      "from an open socket to a proven identity, whatever arrives meanwhile");
  static final OptionKey<Duration> SERVER_PREPARE = key(
      "server.prepare",
      duration(),
      SERVER.times().prepare(),
      "how long a silent role can hold a connection back from LIVE");
  static final OptionKey<Duration> SERVER_PROBE = key(
      "server.probe",
      duration(),
      SERVER.times().probe(),
      "how long an old connection has to answer when its peer dials again");
  static final OptionKey<Duration> SERVER_SILENCE = key(
      "server.silence",
      duration(),
      SERVER.times().silence(),
      "a peer that says nothing for so long is closed");
  static final OptionKey<Duration> SERVER_STALL = key(
      "server.stall",
      duration(),
      SERVER.times().stall(),
      "a write without progress for so long closes");
  static final OptionKey<Duration> SERVER_FLUSH = key(
      "server.flush",
      duration(),
      SERVER.times().flush(),
      "how long a closing connection waits for its reason to get out");
  static final OptionKey<Duration> SERVER_SNAPSHOT = key(
      "server.snapshot",
      duration(),
      SERVER.times().snapshot(),
      "how often the roles are told all there is");

  static final OptionKey<Integer> SERVER_QUEUE = key(
      "server.queue",
      size(),
      SERVER.queues().outboundBytes(),
      "bytes that may wait for one peer; more are refused");
  static final OptionKey<Integer> SERVER_QUEUES = key(
      "server.queues",
      size(),
      SERVER.queues().totalBytes(),
      "bytes that may wait for all peers together");
  static final OptionKey<Integer> SERVER_INBOUND_MESSAGES = key(
      "server.inboundMessages",
      integer(1, 100_000),
      SERVER.queues().inboundMessages(),
      "messages of one peer that gossip has not taken in; then reading pauses");
  static final OptionKey<Integer> SERVER_INBOUND_BYTES =
      key("server.inboundBytes", size(), SERVER.queues().inboundBytes(), "the same in bytes");
  static final OptionKey<Integer> SERVER_PENDING = key(
      "server.pending",
      integer(1, 10_000),
      SERVER.admission().pendingMax(),
      "handshakes at a time; more are refused at accept");
  static final OptionKey<Integer> SERVER_ATTEMPTS = key(
      "server.attempts",
      integer(1, 100_000),
      SERVER.admission().attemptsMax(),
      "connections one IP address may open within the window");
  static final OptionKey<Duration> SERVER_ATTEMPTS_WINDOW =
      key("server.attemptsWindow", duration(), SERVER.admission().attemptsWindow(), "that window");

  static final OptionKey<Boolean> CLUSTER_INSECURE = key(
      "cluster.insecure",
      flag(),
      false,
      "whether the event bus of a cluster may leave loopback without TLS and client authentication");

  private OptionKeys() {}

  /** All of them, in the order in which they are printed. */
  static List<OptionKey<?>> all() {
    return Stream.of(KEYS, NetworkKeys.all(), FlightKeys.all(), AdminKeys.all())
        .<OptionKey<?>>flatMap(List::stream)
        .toList();
  }

  /** Three quarters, but something for each server where that can be. */
  private static int inbound(Settings all) {
    int peers = all.get(PEERS_MAX);
    int inbound = peers - Math.max(1, peers / 4);
    return Math.min(peers, Math.max(inbound, all.get(SERVER_LOOPS)));
  }

  private static <T> OptionKey<T> key(
      String name, OptionKind<T> kind, T otherwise, String meaning) {
    return add(OptionKey.of(name, kind, otherwise, meaning));
  }

  private static <T> OptionKey<T> add(OptionKey<T> key) {
    KEYS.add(key);
    return key;
  }

  /** Who may connect, for {@code peers.admit}. */
  enum Admit {
    ANYONE,
    LISTED
  }
}
