package io.fencewire.server;

import io.fencewire.flight.FlightOptions;
import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Profile;
import io.fencewire.identity.Identity;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a peer server is told at its start.
 *
 * @param listen where to listen; port 0 takes a free one
 * @param profile the network; peers of another one are refused
 * @param nodeType what we say we are
 * @param peersMax how many connections there may be
 * @param inboundMax how many of them may be inbound; less than {@code peersMax}, so that an
 *     attacker who dials can't take every slot
 * @param entry who gets in
 * @param times how long things may take
 * @param queues how much may wait
 * @param transport what the frames travel over
 * @param run how it is carried out and watched here
 */
public record ServerOptions(
    ListenAddress listen,
    Profile profile,
    NodeType nodeType,
    int peersMax,
    int inboundMax,
    Entry entry,
    Times times,
    Queues queues,
    Transport transport,
    Run run) {
  /** The most servers that one node may have in one process. */
  public static final int LOOPS_MAX = 16;

  /** Checks that the numbers make sense together. */
  public ServerOptions {
    if (peersMax < 1 || inboundMax < 0 || inboundMax > peersMax) {
      throw new IllegalArgumentException(
          "peers.max must be at least 1 and inbound at most that, not "
              + peersMax
              + " and "
              + inboundMax);
    }
    int loops = run.loops;
    if (loops < 1 || loops > LOOPS_MAX) {
      throw new IllegalArgumentException(
          "server.loops must be 1 to " + LOOPS_MAX + ", not " + loops);
    }
    mustSuffice("peers.max", peersMax, loops);
    mustSuffice("peers.inbound", inboundMax == 0 ? loops : inboundMax, loops);
    mustSuffice("server.pending", entry.limits.pendingMax, loops);
    mustSuffice("server.attempts", entry.limits.attemptsMax, loops);
    mustSuffice("server.queues", queues.totalBytes, loops);
  }

  /** The defaults, listening at this address. */
  public static ServerOptions at(ListenAddress listen) {
    return new ServerOptions(
        listen,
        Profile.ofPrivate("fencewire"),
        NodeType.CLIENT,
        21,
        16,
        new Entry(new AdmissionLimits(32, 10, Duration.ofSeconds(10), false), Access.ANYONE, null),
        new Times(
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(150),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(5)),
        new Queues(256 * 1024, 64 * 1024 * 1024, 4 * 1024, 64, 256 * 1024),
        Transport.defaultAt(listen),
        new Run(1, FlightOptions.DEFAULT));
  }

  /** These options with other peer limits. */
  public ServerOptions withPeers(int max, int inbound) {
    return new ServerOptions(
        listen, profile, nodeType, max, inbound, entry, times, queues, transport, run);
  }

  /** These options with other times. */
  public ServerOptions withTimes(Times other) {
    return new ServerOptions(
        listen, profile, nodeType, peersMax, inboundMax, entry, other, queues, transport, run);
  }

  /** These options with other queues. */
  public ServerOptions withQueues(Queues other) {
    return new ServerOptions(
        listen, profile, nodeType, peersMax, inboundMax, entry, times, other, transport, run);
  }

  /** These options for another private network. */
  public ServerOptions withNetwork(String other) {
    return withProfile(Profile.ofPrivate(other), nodeType);
  }

  /** These options for a node of this type in another network. */
  public ServerOptions withProfile(Profile other, NodeType type) {
    return new ServerOptions(
        listen, other, type, peersMax, inboundMax, entry, times, queues, transport, run);
  }

  /** What a server with these options, which listens there, says in every handshake. */
  HandshakeTerms terms(Identity identity, ListenAddress listening) {
    return HandshakeTerms.of(identity, profile, toldPort(listening), nodeType);
  }

  /** These options over another transport. */
  public ServerOptions withTransport(Transport other) {
    return new ServerOptions(
        listen, profile, nodeType, peersMax, inboundMax, entry, times, queues, other, run);
  }

  /** These options for so many servers. */
  public ServerOptions withLoops(int other) {
    return withRun(new Run(other, run.flights));
  }

  /** These options with other flight recorders. */
  public ServerOptions withFlights(FlightOptions other) {
    return withRun(new Run(run.loops, other));
  }

  private ServerOptions withRun(Run other) {
    return new ServerOptions(
        listen, profile, nodeType, peersMax, inboundMax, entry, times, queues, transport, other);
  }

  /** These options with other admission limits. */
  public ServerOptions withAdmission(AdmissionLimits other) {
    return withEntry(new Entry(other, entry.access, entry.listed));
  }

  /** These options with other rules about who may connect; the list is null unless it is needed. */
  public ServerOptions withAccess(Access other, @Nullable Path list) {
    return withEntry(new Entry(entry.limits, other, list));
  }

  private ServerOptions withEntry(Entry other) {
    return new ServerOptions(
        listen, profile, nodeType, peersMax, inboundMax, other, times, queues, transport, run);
  }

  /** The port that peers are told: none where nobody is let in, for they would knock in vain. */
  int toldPort(ListenAddress listening) {
    return inboundMax == 0 ? 0 : listening.port();
  }

  /** Bounds on who gets as far as a handshake. */
  public AdmissionLimits admission() {
    return entry.limits;
  }

  /** Which identities may connect at all. */
  public Access access() {
    return entry.access;
  }

  /** The file of those that may, if only listed ones may; else null. */
  public @Nullable Path listed() {
    return entry.listed;
  }

  /** How many servers, each with an event loop of its own, share all this. */
  public int loops() {
    return run.loops;
  }

  /** What the flight recorder of each of them is told. */
  public FlightOptions flights() {
    return run.flights;
  }

  /**
   * What one of the servers is told: its own part of every bound that holds for all of them together.
   * The parts are as equal as they can be, and add up to the whole.
   *
   * @param loop its number, from 0 on
   */
  public ServerOptions share(int loop) {
    AdmissionLimits all = entry.limits;
    return withLoops(1)
        .withPeers(part(peersMax, loop), part(inboundMax, loop))
        .withAdmission(new AdmissionLimits(
            part(all.pendingMax, loop),
            part(all.attemptsMax, loop),
            all.attemptsWindow,
            all.loopbackExempt))
        .withQueues(new Queues(
            queues.outboundBytes,
            part(queues.totalBytes, loop),
            queues.controlBytes,
            queues.inboundMessages,
            queues.inboundBytes));
  }

  private int part(int whole, int loop) {
    return whole / run.loops + (loop < whole % run.loops ? 1 : 0);
  }

  private static void mustSuffice(String key, int whole, int loops) {
    if (whole < loops) {
      throw new IllegalArgumentException("server.loops = " + loops + " is wrong: each loop gets its"
          + " part of " + key + " = " + whole + ", which must be at least 1; at most " + whole
          + " loops or a larger " + key + " would be right");
    }
  }

  /**
   * Who gets in.
   *
   * @param limits bounds on who gets as far as a handshake
   * @param access which identities may connect at all
   * @param listed the file of those that may, if only listed ones may; else null
   */
  public record Entry(
      AdmissionLimits limits, Access access, @Nullable Path listed) {
    /** Checks that there is a list exactly if it is needed. */
    public Entry {
      if (access.listedOnly() != (listed != null)) {
        throw new IllegalArgumentException(
            access.listedOnly()
                ? "peers.admit = listed needs peers.listed, the file with the list"
                : "peers.listed = " + listed + " has no effect unless peers.admit = listed");
      }
    }
  }

  /**
   * How it is carried out and watched here.
   *
   * @param loops how many servers, each with an event loop of its own, share all this
   * @param flights what the flight recorder of each of them is told
   */
  public record Run(int loops, FlightOptions flights) {}

  /**
   * Who gets as far as a handshake.
   *
   * @param pendingMax handshakes at a time
   * @param attemptsMax connections one IP address may open within the window
   * @param attemptsWindow the window
   * @param loopbackExempt whether loopback addresses may try as often as they like (devnet only)
   */
  public record AdmissionLimits(
      int pendingMax, int attemptsMax, Duration attemptsWindow, boolean loopbackExempt) {}

  /**
   * How long things may take.
   *
   * @param dial from the start of a dial to an open socket
   * @param handshake from the open socket to the proven identity, whatever arrives meanwhile
   * @param prepare how long a silent role can hold a connection back from LIVE
   * @param probe how long an old connection has to answer when its peer dials again
   * @param silence how long nothing may be heard from a LIVE peer
   * @param stall how long a write may make no progress
   * @param flush how long a closing connection waits for its reason to get out
   * @param snapshot how often the other roles are told all there is
   */
  public record Times(
      Duration dial,
      Duration handshake,
      Duration prepare,
      Duration probe,
      Duration silence,
      Duration stall,
      Duration flush,
      Duration snapshot) {}

  /**
   * How much may wait.
   *
   * @param outboundBytes per connection
   * @param totalBytes over all connections of this server
   * @param controlBytes per connection, for the control lane alone
   * @param inboundMessages per connection, received and not yet taken in by gossip
   * @param inboundBytes the same in bytes
   */
  public record Queues(
      int outboundBytes, int totalBytes, int controlBytes, int inboundMessages, int inboundBytes) {}
}
