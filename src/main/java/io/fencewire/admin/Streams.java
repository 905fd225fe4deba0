package io.fencewire.admin;

import io.fencewire.api.Item;
import io.fencewire.api.PeerEvent;
import io.fencewire.api.PeerNetwork.Subscription;
import io.fencewire.wire.TopicMessage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The event streams: what happens to the connections of all nodes, with what happened before for
 * those who come back; a picture of all figures every second for those who ask for it; the items of
 * one topic.
 */
final class Streams {
  private static final String FIGURES = "figures";
  private static final Set<String> KINDS = Set.of("connected", "disconnected", "abandoned");

  private final List<NodeView> nodes;
  private final History history;
  private final EventStreams streams;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private boolean drawing;

  Streams(List<NodeView> nodes, History history, EventStreams streams) {
    this.nodes = nodes;
    this.history = history;
    this.streams = streams;
  }

  /** Adds the routes. */
  void route(Router router, Rest rest) {
    router.get("/api/v1/events").handler(this::events);
    router.get("/api/v1/topics/:topic/items").handler(turn -> items(turn, rest.node(turn)));
  }

  /** Hears what the nodes announce, from now on. */
  void listen() {
    for (NodeView node : nodes) {
      subscriptions.add(node.network().onEvent(event -> heard(node, event)));
    }
  }

  /** To be called every second. */
  void everySecond() {
    if (streams.isWanted(FIGURES) && !drawing) {
      drawing = true;
      picture().onComplete(drawn -> {
        drawing = false;
        if (drawn.succeeded()) {
          streams.send(FIGURES, EventStreams.event(FIGURES, drawn.result()));
        }
      });
    }
  }

  /** Ends all streams, and hears no more. */
  Future<?> close() {
    streams.close();
    return Future.join(subscriptions.stream().map(Subscription::cancel).toList());
  }

  private void heard(NodeView node, PeerEvent event) {
    History.Entry entry = history.add(node.name(), Story.of(event), System.currentTimeMillis());
    String kind = entry.json().getString("event");
    streams.send(kind, EventStreams.event(kind, entry.sequence(), entry.json()));
  }

  private void events(RoutingContext turn) {
    String figures = turn.request().getParam(FIGURES, "false");
    if (!figures.equals("true") && !figures.equals("false")) {
      throw Problem.of(400, "figures must be true or false, not '" + figures + "'")
          .with("key", FIGURES);
    }
    boolean wanted = figures.equals("true");
    long known = lastSeen(turn);
    EventStreams.Client client = streams.open(
        turn, kind -> KINDS.contains(kind) || (wanted && kind.equals(FIGURES)), () -> {});
    for (History.Entry entry : known < 0 ? List.<History.Entry>of() : history.since(known)) {
      client.send(
          EventStreams.event(entry.json().getString("event"), entry.sequence(), entry.json()));
    }
  }

  /** The number of the last event that the client has seen; negative if it has seen none. */
  private static long lastSeen(RoutingContext turn) {
    @Nullable String said = turn.request().getHeader("Last-Event-ID");
    if (said == null) {
      return -1;
    }
    try {
      return Long.parseLong(said);
    } catch (NumberFormatException e) {
      throw Problem.of(400, "Last-Event-ID must be the id of an event, not '" + said + "'");
    }
  }

  private void items(RoutingContext turn, NodeView node) {
    String topic = turn.pathParam("topic");
    TopicMessage.check(topic);
    AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    EventStreams.Client client = streams.open(turn, kind -> false, () -> {
      Subscription held = subscription.get();
      if (held != null) {
        held.cancel();
      }
    });
    subscription.set(node.network().subscribe(topic, item -> client.send(item(item))));
  }

  private static io.vertx.core.buffer.Buffer item(Item item) {
    return EventStreams.event(
        "item",
        new JsonObject()
            .put("topic", item.topic())
            .put("id", item.id())
            .put("body", Base64.getEncoder().encodeToString(item.body().toArray()))
            .put("from", item.from() == null ? null : item.from().toString()));
  }

  /** All connections and figures of all nodes; a node that does not answer is there without them. */
  private Future<JsonObject> picture() {
    long at = System.currentTimeMillis();
    return Future.join(nodes.stream().map(Streams::picture).toList())
        .map(all -> new JsonObject().put("at", at).put("nodes", new JsonArray(all.list())));
  }

  private static Future<JsonObject> picture(NodeView node) {
    JsonObject drawn = new JsonObject().put("node", node.name());
    Future<JsonObject> peers = node.peers().otherwise(absent -> new JsonObject());
    Future<JsonObject> figures = node.figures().map(NodeFigures::toJson);
    return Future.join(peers, figures)
        .transform(all -> Future.succeededFuture(drawn
            .put("peers", peers.result().getJsonArray("peers"))
            .put("figures", figures.result())));
  }
}
