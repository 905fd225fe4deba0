package io.fencewire.options;

import io.fencewire.admin.AdminOptions;
import io.fencewire.gossip.GossipOptions;
import io.fencewire.gossip.ItemForm;
import io.fencewire.handshake.Protocol;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.identity.Ed25519Identity;
import io.fencewire.identity.KeyForm;
import io.fencewire.identity.aleo.AleoKeyForm;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.fencewire.peer.TrustedPeer;
import io.fencewire.refresh.RefreshOptions;
import io.fencewire.server.Access;
import io.fencewire.server.ServerOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a whole node is told at its start: one record per role.
 *
 * @param node the logical node's name, the first part of its addresses on the bus
 * @param roles what this JVM does for the node
 * @param key the file the node's key is kept in; made on the first start
 * @param server the owner of the sockets
 * @param heartbeat the pings
 * @param gossip the relay
 * @param refresh the peer count and the address book
 * @param admin the port for operators
 */
public record NodeOptions(
    String node,
    Set<Role> roles,
    Path key,
    ServerOptions server,
    HeartbeatOptions heartbeat,
    GossipOptions gossip,
    RefreshOptions refresh,
    AdminOptions admin) {
  /**
   * Reads the options from JSON; what is missing takes its default.
   *
   * @throws IllegalArgumentException if a key is unknown or a value is wrong; the message names the
   *     key, the value and what would be right
   */
  public static NodeOptions fromJson(JsonObject json) {
    return of(Settings.read(json));
  }

  /**
   * Checks what depends on whether there can be other JVMs.
   *
   * @throws StartRefused if this JVM is to do a part of the node's work and can't have others for the
   *     rest, or can have others and has no key: several JVMs would each make one of their own, so
   *     that the node had as many identities
   */
  public void mustSuit(boolean clustered) {
    rolesMustSuit(clustered);
    if (clustered && Files.notExists(key)) {
      throw new StartRefused("key = " + key + " is wrong: there is no such file, and in a cluster"
          + " none is made, for all JVMs of a node need the same; make it once with 'keygen', and"
          + " copy it to every JVM");
    }
  }

  public void rolesMustSuit(boolean clustered) {
    if (!clustered && !roles.equals(Role.ALL)) {
      throw new StartRefused("roles = " + roles.stream().map(Role::word).toList()
          + " is wrong: without -cluster there is no other JVM that could do the rest; leave it"
          + " out, or start with -cluster");
    }
  }

  /** The options that these settings make. */
  public static NodeOptions of(Settings all) {
    ServerOptions server = server(all);
    return new NodeOptions(
        all.get(OptionKeys.NODE),
        all.get(OptionKeys.ROLES),
        Path.of(all.get(OptionKeys.KEY)),
        server,
        new HeartbeatOptions(
            all.get(OptionKeys.HEARTBEAT_INTERVAL), all.get(OptionKeys.HEARTBEAT_JITTER)),
        gossip(all, server.profile().protocol()),
        refresh(all, server),
        admin(all));
  }

  /** What the node's key looks like. */
  public KeyForm keys() {
    return switch (server.profile().protocol()) {
      case PRIVATE -> Ed25519Identity.KEY_FORM;
      case ALEO -> AleoKeyForm.FORM;
    };
  }

  private static AdminOptions admin(Settings all) {
    return new AdminOptions(
        all.get(AdminKeys.ENABLED),
        new ListenAddress(all.get(AdminKeys.HOST), all.get(AdminKeys.PORT)),
        all.get(AdminKeys.EXPOSED),
        all.get(AdminKeys.NAMES));
  }

  private static ServerOptions server(Settings all) {
    ListenAddress listen =
        new ListenAddress(all.get(OptionKeys.LISTEN_HOST), all.get(OptionKeys.LISTEN_PORT));
    ServerOptions defaults = ServerOptions.at(listen);
    String listed = all.get(OptionKeys.PEERS_LISTED);
    ServerOptions server = defaults
        .withTransport(all.get(OptionKeys.LISTEN_TRANSPORT))
        .withAccess(access(all), listed.isEmpty() ? null : Path.of(listed))
        .withPeers(all.get(OptionKeys.PEERS_MAX), all.get(OptionKeys.PEERS_INBOUND))
        .withTimes(times(all))
        .withQueues(queues(all, defaults.queues().controlBytes()))
        .withAdmission(new ServerOptions.AdmissionLimits(
            all.get(OptionKeys.SERVER_PENDING),
            all.get(OptionKeys.SERVER_ATTEMPTS),
            all.get(OptionKeys.SERVER_ATTEMPTS_WINDOW),
            false))
        .withLoops(all.get(OptionKeys.SERVER_LOOPS))
        .withFlights(FlightKeys.options(all));
    return NetworkKeys.in(all, server);
  }

  private static Access access(Settings all) {
    boolean trustedOnly = all.get(OptionKeys.PEERS_TRUSTED_ONLY);
    Map<DialTarget, PeerId> trusted = new HashMap<>();
    for (TrustedPeer peer : all.get(OptionKeys.PEERS_TRUSTED)) {
      PeerId identity = peer.identity();
      if (identity == null && trustedOnly) {
        throw new IllegalArgumentException("peers.trusted = " + peer
            + " is wrong: with peers.trustedOnly each entry needs the identity, as in"
            + " <64 hexadecimal digits>@" + peer.address());
      }
      if (identity != null && trusted.putIfAbsent(peer.address(), identity) != null) {
        throw new IllegalArgumentException(
            "peers.trusted = " + peer + " is wrong: each address may be named once");
      }
    }
    return new Access(
        all.get(OptionKeys.PEERS_ADMIT) == OptionKeys.Admit.LISTED, trustedOnly, trusted);
  }

  private static ServerOptions.Times times(Settings all) {
    return new ServerOptions.Times(
        all.get(OptionKeys.SERVER_DIAL),
        all.get(OptionKeys.SERVER_HANDSHAKE),
        all.get(OptionKeys.SERVER_PREPARE),
        all.get(OptionKeys.SERVER_PROBE),
        all.get(OptionKeys.SERVER_SILENCE),
        all.get(OptionKeys.SERVER_STALL),
        all.get(OptionKeys.SERVER_FLUSH),
        all.get(OptionKeys.SERVER_SNAPSHOT));
  }

  private static ServerOptions.Queues queues(Settings all, int controlBytes) {
    return new ServerOptions.Queues(
        all.get(OptionKeys.SERVER_QUEUE),
        all.get(OptionKeys.SERVER_QUEUES),
        controlBytes,
        all.get(OptionKeys.SERVER_INBOUND_MESSAGES),
        all.get(OptionKeys.SERVER_INBOUND_BYTES));
  }

  private static GossipOptions gossip(Settings all, Protocol protocol) {
    return new GossipOptions(
        all.get(OptionKeys.GOSSIP_SEEN),
        all.get(OptionKeys.GOSSIP_PENDING),
        all.get(OptionKeys.GOSSIP_VALIDATE),
        all.get(OptionKeys.GOSSIP_RECENT),
        all.get(OptionKeys.GOSSIP_RECENT_BYTES),
        protocol == Protocol.ALEO ? ItemForm.ALEO : ItemForm.PRIVATE);
  }

  private static RefreshOptions refresh(Settings all, ServerOptions server) {
    String book = all.get(OptionKeys.PEERS_BOOK);
    return new RefreshOptions(
        all.get(OptionKeys.PEERS_MIN),
        all.get(OptionKeys.PEERS_TARGET),
        server.peersMax(),
        all.get(OptionKeys.REFRESH_INTERVAL),
        all.get(OptionKeys.REFRESH_JITTER),
        all.get(OptionKeys.PEERS_BOOTSTRAP),
        all.get(OptionKeys.PEERS_TRUSTED).stream()
            .map(TrustedPeer::address)
            .distinct()
            .toList(),
        book.isEmpty() ? null : Path.of(book),
        server.listen().inetAddress().isLoopbackAddress(),
        server.access().trustedOnly());
  }
}
