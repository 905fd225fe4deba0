package io.fencewire.server;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a peer server is told at its start.
 *
 * @param listen where to listen; port 0 takes a free one
 * @param network the name of the network; peers of another one are refused
 * @param nodeType what we say we are
 * @param peersMax how many connections there may be
 * @param inboundMax how many of them may be inbound; less than {@code peersMax}, so that an
 *     attacker who dials can't take every slot
 * @param admission bounds on who gets as far as a handshake
 * @param times how long things may take
 * @param queues how much may wait
 * @param transport what the frames travel over
 * @param access which identities may connect at all
 * @param listed the file of those that may, if only listed ones may; else null
 */
public record ServerOptions(
    ListenAddress listen,
    String network,
    NodeType nodeType,
    int peersMax,
    int inboundMax,
    AdmissionLimits admission,
    Times times,
    Queues queues,
    Transport transport,
    Access access,
    @Nullable Path listed) {

  /** Checks that the numbers make sense together. */
  public ServerOptions {
    if (peersMax < 1 || inboundMax < 0 || inboundMax > peersMax) {
      throw new IllegalArgumentException(
          "peers.max must be at least 1 and inbound at most that, not "
              + peersMax
              + " and "
              + inboundMax);
    }
    if (access.listedOnly() != (listed != null)) {
      throw new IllegalArgumentException(
          access.listedOnly()
              ? "peers.admit = listed needs peers.listed, the file with the list"
              : "peers.listed = " + listed + " has no effect unless peers.admit = listed");
    }
  }

  /** The defaults, listening at this address. */
  public static ServerOptions at(ListenAddress listen) {
    return new ServerOptions(
        listen,
        "fencewire",
        NodeType.CLIENT,
        21,
        16,
        new AdmissionLimits(32, 10, Duration.ofSeconds(10), false),
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
        Access.ANYONE,
        null);
  }

  /** These options with other peer limits. */
  public ServerOptions withPeers(int max, int inbound) {
    return new ServerOptions(
        listen, network, nodeType, max, inbound, admission, times, queues, transport, access,
        listed);
  }

  /** These options with other times. */
  public ServerOptions withTimes(Times other) {
    return new ServerOptions(
        listen,
        network,
        nodeType,
        peersMax,
        inboundMax,
        admission,
        other,
        queues,
        transport,
        access,
        listed);
  }

  /** These options with other admission limits. */
  public ServerOptions withAdmission(AdmissionLimits other) {
    return new ServerOptions(
        listen,
        network,
        nodeType,
        peersMax,
        inboundMax,
        other,
        times,
        queues,
        transport,
        access,
        listed);
  }

  /** These options with other queues. */
  public ServerOptions withQueues(Queues other) {
    return new ServerOptions(
        listen,
        network,
        nodeType,
        peersMax,
        inboundMax,
        admission,
        times,
        other,
        transport,
        access,
        listed);
  }

  /** These options for another network. */
  public ServerOptions withNetwork(String other) {
    return new ServerOptions(
        listen,
        other,
        nodeType,
        peersMax,
        inboundMax,
        admission,
        times,
        queues,
        transport,
        access,
        listed);
  }

  /** These options over another transport. */
  public ServerOptions withTransport(Transport other) {
    return new ServerOptions(
        listen,
        network,
        nodeType,
        peersMax,
        inboundMax,
        admission,
        times,
        queues,
        other,
        access,
        listed);
  }

  /** These options with other rules about who may connect; the list is null unless it is needed. */
  public ServerOptions withAccess(Access other, @Nullable Path list) {
    return new ServerOptions(
        listen,
        network,
        nodeType,
        peersMax,
        inboundMax,
        admission,
        times,
        queues,
        transport,
        other,
        list);
  }

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
