package io.fencewire.sim;

import io.fencewire.gossip.GossipOptions;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.refresh.RefreshOptions;
import io.fencewire.server.ServerOptions;
import io.fencewire.server.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one schedule is about, drawn first: how many nodes with which options, and which faults it
 * has at all. Schedules that have all of them are as alike as those that have none.
 *
 * @param nodes how many nodes
 * @param pingSeconds between two pings
 * @param refreshSeconds between two rotations
 * @param silenceSeconds until a peer is taken for dead
 * @param target peers that each node wants
 * @param max peers that each node takes
 * @param narrow whether the queues between peers are small
 * @param spread whether every role of a node is a process of its own
 * @param plain the one node without extensions, or -1
 * @param kernelBytes what a kernel takes over of a write
 * @param faults the kinds of faults
 * @param everySeconds about how often there is one
 * @param odds what the bus may do
 */
record Swarm(
    int nodes,
    int pingSeconds,
    int refreshSeconds,
    int silenceSeconds,
    int target,
    int max,
    boolean narrow,
    boolean spread,
    int plain,
    int kernelBytes,
    Set<Fault> faults,
    int everySeconds,
    Weather.Odds odds) {

  /** Few bytes and few messages, so that a slow reader or a slow gossip fills them in no time. */
  private static final ServerOptions.Queues NARROW =
      new ServerOptions.Queues(16 * 1024, 64 * 1024, 4 * 1024, 8, 16 * 1024);

  /** A kind of fault. */
  enum Fault {
    /** A process stands still. */
    PAUSE,
    /** The event loop of one role stands still. */
    STALL,
    /** A process is killed, and started again. */
    CRASH,
    /** A host loses its power: nobody is told. */
    VANISH,
    /** A TCP connection is reset. */
    RESET,
    /** Something between two ends forgets a connection, in one direction or both. */
    BLACK_HOLE,
    /** Links are cut. */
    PARTITION,
    /** What one end writes arrives late: a slow way, or a slow reader. */
    SLOW_READER,
    /** Two nodes dial each other at once. */
    SIMULTANEOUS_DIAL,
    /** An application bans a peer for a moment. */
    BAN,
    /** The disk takes nothing for a while. */
    FULL_DISK,
    /** An application closes a connection that it knows, whether it still is or not. */
    CLOSE
  }

  /** Draws one. */
  static Swarm draw(Choices choices) {
    int nodes = 2 + choices.pick(4);
    int target = Math.max(1, nodes / 2) + choices.pick(Math.max(1, nodes - 1 - nodes / 2));
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      if (choices.pick(3) == 2) {
        faults.add(fault);
      }
    }
    return new Swarm(
        nodes,
        (int) choices.among(20, 10, 5),
        (int) choices.among(25, 15, 8),
        (int) choices.among(150, 90, 60),
        target,
        target + 1 + choices.pick(3),
        choices.oneIn(3),
        choices.oneIn(3),
        choices.pick(8) - 3 >= nodes ? -1 : Math.max(-1, choices.pick(8) - 4),
        (int) choices.among(65_536, 4_096, 600),
        faults,
        (int) choices.among(20, 10, 4),
        odds(choices));
  }

  /** Peers below which a node is in need. */
  int min() {
    return Math.min(target, 1 + target / 2);
  }

  /** The options of one node's server. */
  ServerOptions server(int host) {
    ServerOptions defaults = ServerOptions.at(SimNet.address(host));
    ServerOptions.Times times = defaults.times();
    return defaults
        .withTransport(Transport.PLAIN)
        .withPeers(max, max)
        .withQueues(narrow ? NARROW : defaults.queues())
        .withTimes(new ServerOptions.Times(
            times.dial(),
            times.handshake(),
            times.prepare(),
            times.probe(),
            Duration.ofSeconds(silenceSeconds),
            times.stall(),
            times.flush(),
            times.snapshot()));
  }

  HeartbeatOptions heartbeat() {
    return new HeartbeatOptions(Duration.ofSeconds(pingSeconds), 0.1);
  }

  GossipOptions gossip() {
    return GossipOptions.DEFAULT;
  }

  /** The options of one node's refresher; the first two nodes are those to begin with. */
  RefreshOptions refresh(int host, @Nullable Path book) {
    List<DialTarget> bootstrap = new ArrayList<>();
    for (int other = 0; other < 2; other++) {
      ListenAddress address = SimNet.address(other);
      if (other != host) {
        bootstrap.add(address);
      }
    }
    Duration interval = Duration.ofSeconds(refreshSeconds);
    return new RefreshOptions(
        min(), target, max, interval, 0.2, bootstrap, List.of(), book, false, false);
  }

  private static Weather.Odds odds(Choices choices) {
    return new Weather.Odds(
        (int) choices.among(0, 0, 500, 100, 25),
        (int) choices.among(0, 0, 500, 50),
        (int) choices.among(0, 0, 500, 50),
        (int) choices.among(0, 0, 0, 500, 50));
  }
}
