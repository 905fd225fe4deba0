package io.fencewire.admin;

import io.fencewire.peer.PeerId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked and ordered under {@code /api/v1}. Commands are those of the bus's JSON form, with
 * their words; a bound holds for what is under way, so that a crowd here can't be one on the bus.
 */
final class Rest {
  /** Questions and commands under way; a further one is refused. */
  static final int UNDER_WAY_MAX = 64;

  private static final String ROOT = "/api/v1";
  private static final String NODE = "node";
  private static final String LINES = "application/x-ndjson";

  private final Map<String, NodeView> nodes;
  private final Story story;
  private final JsonObject configuration;
  private final JsonObject version;
  private int underWay;
  private long refused;

  /** Answers for these nodes, of which the first is meant if none is named. */
  Rest(List<NodeView> nodes, Story story, JsonObject configuration, JsonObject version) {
    this.nodes = index(nodes);
    this.story = story;
    this.configuration = configuration;
    this.version = version;
  }

  /** Adds the routes; those of event streams must be there already. */
  void route(Router router) {
    router.route(ROOT + "/*").handler(this::bound);
    router.route(ROOT + "/*").handler(BodyHandler.create(false).setBodyLimit(Doorkeeper.BODY_MAX));
    question(router.get(ROOT + "/version"), turn -> Future.succeededFuture(version));
    question(router.get(ROOT + "/nodes"), turn -> Future.succeededFuture(names()));
    question(router.get(ROOT + "/config"), turn -> Future.succeededFuture(configuration));
    ofNode(router.get(ROOT + "/peers"), (node, turn) -> node.peers());
    ofNode(router.get(ROOT + "/peers/:peer"), (node, turn) -> one(node, peer(turn)));
    ofNode(
        router.get(ROOT + "/peers/:peer/explain"),
        (node, turn) -> story.explain(node, turn.pathParam("peer")));
    ofNode(router.get(ROOT + "/topics"), (node, turn) -> node.topics());
    ofNode(router.get(ROOT + "/book"), (node, turn) -> node.book());
    router.get(ROOT + "/flight").handler(this::flight);
    command(router, "/publish", "publish");
    command(router, "/peers/connect", "connect");
    command(router, "/peers/disconnect", "disconnect");
    command(router, "/peers/ban", "ban");
    command(router, "/peers/send", "send");
  }

  /** Adds the route of what is counted, here and in the nodes. */
  void routeFigures(Router router, OwnFigures own) {
    ofNode(
        router.get(ROOT + "/figures"),
        (node, turn) -> node.figures()
            .map(figures -> figures.toJson().put("admin", NodeFigures.json(own.read()))));
  }

  /** Adds the routes of the log. */
  void routeLog(Router router, LogLevels levels) {
    question(router.get(ROOT + "/log"), turn -> Future.succeededFuture(levels.list()));
    question(router.put(ROOT + "/log"), turn -> Future.succeededFuture(levels.change(body(turn))));
  }

  /** How many requests are under way. */
  int underWay() {
    return underWay;
  }

  /** How many were refused because too many were under way. */
  long refusedCount() {
    return refused;
  }

  /** The node that a request means. */
  NodeView node(RoutingContext turn) {
    @Nullable String named = turn.request().getParam(NODE);
    NodeView node = named == null ? nodes.values().iterator().next() : nodes.get(named);
    if (node == null) {
      throw Problem.of(404, "there is no node '" + named + "' here; known are " + nodes.keySet())
          .with("key", NODE);
    }
    return node;
  }

  private void bound(RoutingContext turn) {
    if (underWay >= UNDER_WAY_MAX) {
      refused++;
      turn.response().putHeader("Retry-After", "1");
      throw Problem.of(503, UNDER_WAY_MAX + " requests are under way; ask again later");
    }
    underWay++;
    turn.addEndHandler(done -> underWay--);
    turn.next();
  }

  /** One that writes a file of it writes lines, which {@code fencewire replay} reads. */
  private void flight(RoutingContext turn) {
    node(turn)
        .flight()
        .onFailure(turn::fail)
        .onSuccess(lines ->
            turn.response().putHeader("Content-Type", LINES).end(String.join("\n", lines) + "\n"));
  }

  private void command(Router router, String path, String what) {
    ofNode(
        router.post(ROOT + path), (node, turn) -> node.command(what, body(turn)).map(Rest::done));
  }

  private void ofNode(
      Route route, BiFunction<NodeView, RoutingContext, Future<JsonObject>> answer) {
    question(route, turn -> answer.apply(node(turn), turn));
  }

  private static void question(Route route, Function<RoutingContext, Future<JsonObject>> answer) {
    route.handler(turn -> answer
        .apply(turn)
        .onFailure(turn::fail)
        .onSuccess(json ->
            turn.response().putHeader("Content-Type", "application/json").end(json.toBuffer())));
  }

  /** The arguments of a command. */
  private static JsonObject body(RoutingContext turn) {
    try {
      Buffer body = turn.body().buffer();
      Object value = body == null ? null : Json.decodeValue(body);
      if (value instanceof JsonObject json) {
        return json;
      }
    } catch (DecodeException noJson) {
      throw Problem.of(400, "the body is no JSON: " + noJson.getMessage());
    }
    throw Problem.of(400, "the body must be a JSON object: { … }");
  }

  private static PeerId peer(RoutingContext turn) {
    String text = turn.pathParam("peer");
    try {
      return PeerId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, "peer: an identity has 64 hexadecimal digits, not '" + text + "'")
          .with("key", "peer");
    }
  }

  /** An outcome other than written is a refusal here: whoever asks by HTTP looks at the status. */
  private static JsonObject done(JsonObject answer) {
    String outcome = answer.getString("outcome");
    if (outcome == null || outcome.equals("written")) {
      return answer;
    }
    int status = outcome.equals("unknown") ? 504 : 409;
    throw Problem.of(status, Explanations.ofOutcome(outcome)).with("outcome", outcome);
  }

  private static Future<JsonObject> one(NodeView node, PeerId peer) {
    return node.peers().map(all -> {
      for (Object connection : all.getJsonArray("peers")) {
        if (((JsonObject) connection).getString("peer").equals(peer.toString())) {
          return (JsonObject) connection;
        }
      }
      throw Problem.of(
          404,
          "there is no connection to " + peer + " now; " + ROOT + "/peers/" + peer
              + "/explain says what became of earlier ones");
    });
  }

  private static Map<String, NodeView> index(List<NodeView> nodes) {
    Map<String, NodeView> named = new LinkedHashMap<>();
    nodes.forEach(node -> named.put(node.name(), node));
    return named;
  }

  private JsonObject names() {
    return new JsonObject().put("nodes", new JsonArray(List.copyOf(nodes.keySet())));
  }
}
