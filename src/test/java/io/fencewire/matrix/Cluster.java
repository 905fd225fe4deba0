package io.fencewire.matrix;

import io.fencewire.identity.Identity;
import io.fencewire.identity.KeyFile;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One node in three JVMs: {@code whole} has every role, {@code server} nothing but sockets, and
 * {@code roles} has no sockets.
 */
final class Cluster implements AutoCloseable {
  static final int WHOLE = 0;
  static final int SERVER = 1;
  static final int ROLES = 2;
  static final int SIZE = 3;
  static final String NODE = "matrix";

  private static final List<String> NAMES = List.of("whole", "server", "roles");
  private static final int PEERS_MAX = 60;

  private final Network network;
  private final Path folder;
  private final Journal journal;
  private final Identity identity;
  private final Path hazelcast;
  private final List<String> bootstrap = new ArrayList<>();
  private final Member[] members = new Member[SIZE];
  private final int[] starts = new int[SIZE];

  Cluster(Network network, Path folder, Journal journal) throws IOException {
    this.network = network;
    this.folder = folder;
    this.journal = journal;
    this.identity = KeyFile.loadOrCreate(folder.resolve("node.key"), new SecureRandom());
    this.hazelcast = Files.writeString(folder.resolve("cluster.xml"), hazelcast());
  }

  /** What it proves to its peers. */
  Identity identity() {
    return identity;
  }

  /** Hazelcast's configuration. */
  Path hazelcastFile() {
    return hazelcast;
  }

  /** The node begins with these peers. */
  void beginsWith(List<ListenAddress> addresses) {
    addresses.forEach(address -> bootstrap.add(address.toString()));
  }

  /** Where a server of the node listens. */
  ListenAddress listening(int jvm) {
    return new ListenAddress(network.peerHost(jvm), network.peerPort(jvm));
  }

  /** Starts a JVM; it is not ready yet. */
  void start(int jvm) throws IOException {
    String incarnation = name(jvm) + "#" + ++starts[jvm];
    List<String> arguments = Member.program(List.of("-Dvertx.hazelcast.config=" + hazelcast));
    arguments.addAll(List.of("-conf", conf(jvm).encode()));
    arguments.addAll(List.of("-cluster", "-cluster-host", network.busHost(jvm)));
    members[jvm] = Member.start(
        network.prefix(jvm),
        arguments,
        folder.resolve(name(jvm) + ".log"),
        line -> journal.told(incarnation, line));
  }

  /** One start of a JVM. */
  Member member(int jvm) {
    return members[jvm];
  }

  /** The present start of a JVM, by the name under which it reports. */
  String incarnation(int jvm) {
    return name(jvm) + "#" + starts[jvm];
  }

  /** Whether all JVMs do their part. */
  boolean isWhole() {
    return IntStream.range(0, SIZE).allMatch(jvm -> members[jvm].isReady());
  }

  /** What a JVM is called. */
  static String name(int jvm) {
    return NAMES.get(jvm);
  }

  @Override
  public void close() {
    for (Member member : members) {
      if (member != null) {
        member.kill();
      }
    }
  }

  private JsonObject conf(int jvm) {
    return new JsonObject()
        .put("node", NODE)
        .put("roles", roles(jvm))
        .put("key", folder.resolve("node.key").toString())
        .put(
            "listen",
            new JsonObject()
                .put("host", network.peerHost(jvm))
                .put("port", jvm == ROLES ? 0 : network.peerPort(jvm))
                .put("transport", "plain"))
        .put("heartbeat", new JsonObject().put("interval", "1s"))
        .put("refresh", new JsonObject().put("interval", "1h"))
        .put("server", new JsonObject().put("attempts", 10_000).put("pending", 1_000))
        .put(
            "peers",
            new JsonObject()
                .put("min", 1)
                .put("target", PEERS_MAX / 2)
                .put("max", PEERS_MAX)
                .put("book", "")
                .put("bootstrap", new JsonArray(bootstrap)));
  }

  private static JsonArray roles(int jvm) {
    return switch (jvm) {
      case WHOLE -> new JsonArray(List.of("server", "heartbeat", "gossip", "refresh"));
      case SERVER -> new JsonArray(List.of("server"));
      default -> new JsonArray(List.of("heartbeat", "gossip", "refresh"));
    };
  }

  /** The file that ships, with the hosts and ports of this network. */
  private String hazelcast() throws IOException {
    int port = network.busPort();
    String members = IntStream.range(-1, SIZE)
        .mapToObj(network::busHost)
        .distinct()
        .flatMap(host -> IntStream.range(port, port + network.membersPerHost())
            .mapToObj(each -> host + ":" + each))
        .map(member -> "<member>" + member + "</member>")
        .collect(Collectors.joining("\n"));
    String interfaces = IntStream.range(-1, SIZE)
        .mapToObj(network::busHost)
        .distinct()
        .map(host -> "<interface>" + host + "</interface>")
        .collect(Collectors.joining("\n"));
    return Files.readString(Path.of("cluster.xml"))
        .replaceAll("<member>[^<]*</member>\\s*", "")
        .replace("<member-list>", "<member-list>" + members)
        .replace("<interface>127.0.0.1</interface>", interfaces)
        .replace(">5701</port>", ">" + port + "</port>")
        .replace(">fencewire</cluster-name>", ">matrix-" + port + "</cluster-name>");
  }
}
