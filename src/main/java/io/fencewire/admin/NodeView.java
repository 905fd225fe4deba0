package io.fencewire.admin;

import io.fencewire.admin.NodeFigures.Part;
import io.fencewire.api.JsonCommands;
import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.AskServers;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.Inquiry;
import io.fencewire.bus.Inquiry.BookAnswer;
import io.fencewire.bus.Inquiry.FlightAnswer;
import io.fencewire.bus.Inquiry.Load;
import io.fencewire.bus.Inquiry.LoadsAnswer;
import io.fencewire.bus.Inquiry.Refusal;
import io.fencewire.bus.Inquiry.RefusalsAnswer;
import io.fencewire.bus.Inquiry.TopicsAnswer;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleAnswer.ServersAnswer;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One node, as the admin port sees it: asked and told things over the bus, and nothing else. */
final class NodeView {
  /** How long a part of the node may take for its answer. */
  static final long ANSWER_MILLIS = 2_000;

  private static final List<Role> ROLES = List.of(Role.HEARTBEAT, Role.GOSSIP, Role.REFRESH);

  private final NodeBus bus;
  private final boolean clustered;
  private final PeerNetwork network;
  private final JsonCommands commands;
  private final Conflated<JsonObject> peers;
  private final Conflated<NodeFigures> figures;

  /** The node with this name. */
  NodeView(Vertx vertx, String node) {
    this.bus = new NodeBus(vertx, node);
    this.clustered = vertx.isClustered();
    this.network = PeerNetwork.of(vertx, node);
    this.commands = new JsonCommands(network);
    this.peers = new Conflated<>(this::askPeers);
    this.figures = new Conflated<>(this::askAll);
  }

  /** Its name. */
  String name() {
    return bus.addresses().node();
  }

  /** The node as an application has it. */
  PeerNetwork network() {
    return network;
  }

  /** Carries out a command of the bus's JSON form, whose arguments are the body. */
  Future<JsonObject> command(String what, JsonObject arguments) {
    if (arguments.containsKey("do")) {
      return Future.failedFuture(
          Problem.of(400, "there is no key 'do' in this command").with("key", "do"));
    }
    return commands.execute(arguments.copy().put("do", what));
  }

  /** Its connections, in the JSON form of the bus. */
  Future<JsonObject> peers() {
    return peers.ask();
  }

  /** What its parts count. */
  Future<NodeFigures> figures() {
    return figures.ask();
  }

  /** Its topics, with how many items of each were delivered. */
  Future<JsonObject> topics() {
    return ask(Role.GOSSIP, new Inquiry.AskTopics(), TopicsAnswer.class).map(answer -> {
      JsonArray topics = new JsonArray();
      new TreeMap<>(answer.delivered())
          .forEach((topic, count) ->
              topics.add(new JsonObject().put("topic", topic).put("delivered", count)));
      return new JsonObject().put("topics", topics).put("others", answer.others());
    });
  }

  /** Its address book. */
  Future<JsonObject> book() {
    return ask(Role.REFRESH, new Inquiry.AskBook(), BookAnswer.class).map(answer -> {
      JsonArray addresses = new JsonArray();
      answer
          .addresses()
          .forEach(known -> addresses.add(new JsonObject()
              .put("address", known.address().toString())
              .put("source", known.source())
              .put("seenSeconds", known.seenSeconds())
              .put("failures", known.failures())
              .put("connectedSeconds", known.connectedSeconds())));
      return new JsonObject().put("addresses", addresses);
    });
  }

  /**
   * What the flight recorders of its servers hold, line by line, one server after the other. One that
   * is gone is left out; fails if none answers.
   */
  Future<List<String>> flight() {
    return ask(Role.GOSSIP, new AskServers(), ServersAnswer.class).compose(known -> {
      List<Future<FlightAnswer>> asked =
          known.servers().stream().map(this::askFlight).toList();
      return Future.join(asked).transform(all -> lines(asked));
    });
  }

  private Future<FlightAnswer> askFlight(ServerId server) {
    return bus.ask(
        bus.addresses().server(server), new Inquiry.AskFlight(), ANSWER_MILLIS, FlightAnswer.class);
  }

  private Future<List<String>> lines(List<Future<FlightAnswer>> asked) {
    List<String> lines = asked.stream()
        .filter(Future::succeeded)
        .flatMap(answer -> answer.result().lines().stream())
        .toList();
    return lines.isEmpty()
        ? Future.failedFuture(
            new IllegalStateException("no server of node '" + name() + "' did answer"))
        : Future.succeededFuture(lines);
  }

  private <T extends BusRecord> Future<T> ask(Role role, BusRecord question, Class<T> answer) {
    return bus.ask(bus.addresses().role(role), question, ANSWER_MILLIS, answer)
        .recover(problem -> Future.failedFuture(new IllegalStateException(
            "the " + role.word() + " of node '" + name() + "' did not answer", problem)));
  }

  /** Asks each server that gossip has heard of for its figures; one that is gone is left out. */
  Future<Map<ServerId, ServerStats>> servers() {
    return servers(new ServerCommand.AskStats(), ServerStats.class);
  }

  /** The commands that its servers have refused lately, as far as they remember them. */
  Future<List<Refusal>> refusals() {
    return servers(new Inquiry.AskRefusals(), RefusalsAnswer.class)
        .map(answers -> answers.values().stream()
            .flatMap(answer -> answer.refusals().stream())
            .toList());
  }

  /** The list of the bus, with what each connection carries where its server says that. */
  private Future<JsonObject> askPeers() {
    return commands
        .execute(new JsonObject().put("do", "peers"))
        .compose(list -> loads().map(loads -> {
          for (Object each : list.getJsonArray("peers")) {
            JsonObject connection = (JsonObject) each;
            Load load = loads.get(connection.getString("token"));
            if (load != null) {
              connection
                  .put("ageMillis", load.ageNanos() / 1_000_000)
                  .put("bytesIn", load.bytesIn())
                  .put("bytesOut", load.bytesOut())
                  .put("queuedBytes", load.queuedBytes());
            }
          }
          return list;
        }));
  }

  private Future<Map<String, Load>> loads() {
    return servers(new Inquiry.AskLoads(), LoadsAnswer.class).map(answers -> {
      Map<String, Load> loads = new HashMap<>();
      answers
          .values()
          .forEach(
              answer -> answer.loads().forEach(load -> loads.put(load.token().text(), load)));
      return loads;
    });
  }

  /** Asks each server that gossip has heard of; who does not answer is left out. */
  private <T extends BusRecord> Future<Map<ServerId, T>> servers(
      BusRecord question, Class<T> answer) {
    Map<ServerId, T> answers = new HashMap<>();
    return ask(Role.GOSSIP, new AskServers(), ServersAnswer.class)
        .compose(known -> Future.join(known.servers().stream()
            .map(server -> bus.ask(bus.addresses().server(server), question, ANSWER_MILLIS, answer)
                .onSuccess(given -> answers.put(server, given)))
            .toList()))
        .transform(all -> Future.succeededFuture(answers));
  }

  private Future<NodeFigures> askAll() {
    List<Part> parts = new ArrayList<>();
    Future<?> roles = clustered
        ? instances()
            .compose(known -> Future.join(known.stream()
                .map(instance -> ask(instance).onSuccess(parts::add))
                .toList()))
        : Future.join(
            ROLES.stream().map(role -> role(role).onSuccess(parts::add)).toList());
    Future<Map<ServerId, ServerStats>> servers = servers();
    return Future.join(roles, servers)
        .transform(all -> Future.succeededFuture(new NodeFigures(servers.result(), parts)));
  }

  /** Asks whoever plays this role for its figures; fails if nobody does. */
  Future<Part> role(Role role) {
    return ask(role, new RoleQuestion(), RoleStats.class).map(stats -> new Part(role, "", stats));
  }

  private Future<Part> ask(RoleInstance instance) {
    return bus.ask(instance, new RoleQuestion(), ANSWER_MILLIS, RoleStats.class)
        .map(stats -> new Part(instance.role(), instance.toString(), stats));
  }

  /** The instances of roles in all JVMs, as its servers know them. */
  private Future<Set<RoleInstance>> instances() {
    return servers(new ServerCommand.Inspect(), Snapshot.class)
        .map(answers -> answers.values().stream()
            .flatMap(snapshot -> snapshot.instances().stream())
            .collect(Collectors.toSet()));
  }
}
