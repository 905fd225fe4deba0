package io.fencewire;

import io.fencewire.gossip.GossipOptions;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.refresh.RefreshOptions;
import io.fencewire.server.ServerOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/**
 * What a whole node is told at its start: one record per role.
 *
 * @param node the logical node's name, the first part of its addresses on the bus
 * @param key the file the node's key is kept in; made on the first start
 * @param server the owner of the sockets
 * @param heartbeat the pings
 * @param gossip the relay
 * @param refresh the peer count and the address book
 */
public record NodeOptions(
    String node,
    Path key,
    ServerOptions server,
    HeartbeatOptions heartbeat,
    GossipOptions gossip,
    RefreshOptions refresh) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORT = 4130;

  /**
   * Reads the options from JSON; what is missing takes its default.
   *
   * @throws IllegalArgumentException if a key is unknown or a value is wrong; the message names the
   *     key, the value and what would be right
   */
  public static NodeOptions fromJson(JsonObject json) {
    OptionReader reader = new OptionReader(json);
    String node = reader.text("node", "node");
    Path key = Path.of(reader.text("key", "fencewire.key"));
    OptionReader peers = reader.group("peers");
    ServerOptions server = server(reader, peers);
    HeartbeatOptions heartbeat = heartbeat(reader.group("heartbeat"));
    GossipOptions gossip = gossip(reader.group("gossip"));
    RefreshOptions refresh = refresh(reader.group("refresh"), peers, server);
    reader.end();
    return new NodeOptions(node, key, server, heartbeat, gossip, refresh);
  }

  private static ServerOptions server(OptionReader reader, OptionReader peers) {
    OptionReader listen = reader.group("listen");
    OptionReader server = reader.group("server");
    ServerOptions defaults =
        ServerOptions.at(listen.address("host", LOOPBACK, listen.integer("port", PORT, 0, 65_535)));
    int max = peers.integer("max", defaults.peersMax(), 1, 10_000);
    int inbound = peers.integer("inbound", Math.max(1, max - Math.max(1, max / 4)), 0, max);
    return defaults
        .withNetwork(reader.group("network").text("name", defaults.network()))
        .withPeers(max, inbound)
        .withTimes(times(server, defaults.times()))
        .withQueues(queues(server, defaults.queues()))
        .withAdmission(admission(server, defaults.admission()));
  }

  private static ServerOptions.Times times(OptionReader server, ServerOptions.Times defaults) {
    return new ServerOptions.Times(
        server.duration("dial", defaults.dial()),
        server.duration("handshake", defaults.handshake()),
        server.duration("prepare", defaults.prepare()),
        server.duration("probe", defaults.probe()),
        server.duration("silence", defaults.silence()),
        server.duration("stall", defaults.stall()),
        server.duration("flush", defaults.flush()),
        server.duration("snapshot", defaults.snapshot()));
  }

  private static ServerOptions.Queues queues(OptionReader server, ServerOptions.Queues defaults) {
    return new ServerOptions.Queues(
        server.size("queue", defaults.outboundBytes()),
        server.size("queues", defaults.totalBytes()),
        defaults.controlBytes(),
        server.integer("inboundMessages", defaults.inboundMessages(), 1, 100_000),
        server.size("inboundBytes", defaults.inboundBytes()));
  }

  private static ServerOptions.AdmissionLimits admission(
      OptionReader server, ServerOptions.AdmissionLimits defaults) {
    return new ServerOptions.AdmissionLimits(
        server.integer("pending", defaults.pendingMax(), 1, 10_000),
        server.integer("attempts", defaults.attemptsMax(), 1, 100_000),
        server.duration("attemptsWindow", defaults.attemptsWindow()),
        false);
  }

  private static HeartbeatOptions heartbeat(OptionReader reader) {
    HeartbeatOptions defaults = HeartbeatOptions.DEFAULT;
    return new HeartbeatOptions(
        reader.duration("interval", defaults.interval()),
        reader.share("jitter", defaults.jitter()));
  }

  private static GossipOptions gossip(OptionReader reader) {
    GossipOptions defaults = GossipOptions.DEFAULT;
    return new GossipOptions(
        reader.integer("seen", defaults.seenMax(), 1, 100_000_000),
        reader.integer("pending", defaults.pendingMax(), 1, 1_000_000),
        reader.duration("validate", defaults.validate()),
        reader.duration("recent", defaults.recent()),
        reader.size("recentBytes", defaults.recentBytes()));
  }

  private static RefreshOptions refresh(
      OptionReader reader, OptionReader peers, ServerOptions server) {
    RefreshOptions defaults = RefreshOptions.defaults();
    String book = peers.text("book", "fencewire-book.json");
    int max = server.peersMax();
    int target = peers.integer("target", Math.min(defaults.peersTarget(), max), 0, max);
    return new RefreshOptions(
        peers.integer("min", Math.min(defaults.peersMin(), target), 0, target),
        target,
        max,
        reader.duration("interval", defaults.interval()),
        reader.share("jitter", defaults.jitter()),
        peers.targets("bootstrap"),
        peers.targets("trusted"),
        book.isEmpty() ? null : Path.of(book),
        server.listen().inetAddress().isLoopbackAddress());
  }
}
