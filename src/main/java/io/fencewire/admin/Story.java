package io.fencewire.admin;

import io.fencewire.api.PeerEvent;
import io.fencewire.bus.JsonForm;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;

/** Tells what became of the connections to a peer, and why. */
final class Story {
  private final History history;

  Story(History history) {
    this.history = history;
  }

  /** An event in the form of the bus, and the sentence that explains it. */
  static JsonObject of(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      return JsonForm.of(connected.connection()).put("event", "connected");
    }
    if (event instanceof PeerEvent.Disconnected over) {
      return end(
          JsonForm.of(over.connection()).put("event", "disconnected"),
          over.reason(),
          over.origin());
    }
    PeerEvent.Abandoned abandoned = (PeerEvent.Abandoned) event;
    return end(
        new JsonObject()
            .put("event", "abandoned")
            .put("session", HexFormat.of().toHexDigits(abandoned.session()))
            .put("peer", abandoned.peer().toString()),
        abandoned.reason(),
        abandoned.origin());
  }

  /** What there is now of this peer, and what happened before, in words. */
  Future<JsonObject> explain(NodeView node, PeerId peer) {
    return node.peers().map(all -> {
      List<JsonObject> now = all.getJsonArray("peers").stream()
          .map(JsonObject.class::cast)
          .filter(connection -> connection.getString("peer").equals(peer.toString()))
          .toList();
      List<JsonObject> before =
          history.of(node.name(), json -> peer.toString().equals(json.getString("peer")));
      return new JsonObject()
          .put("peer", peer.toString())
          .put("summary", summary(now, before))
          .put("connections", new JsonArray(now))
          .put("history", new JsonArray(before));
    });
  }

  private static String summary(List<JsonObject> now, List<JsonObject> before) {
    if (!now.isEmpty()) {
      JsonObject connection = now.get(0);
      return "There is a connection, " + connection.getString("direction") + " and "
          + connection.getString("state") + ": " + connection.getString("token") + ".";
    }
    List<JsonObject> ends =
        before.stream().filter(json -> json.containsKey("why")).toList();
    return ends.isEmpty()
        ? "There is no connection, and none has ended since the admin port is open."
        : "There is no connection. The last one ended. "
            + ends.get(ends.size() - 1).getString("why");
  }

  private static JsonObject end(JsonObject json, CloseReason reason, CloseOrigin origin) {
    return json.put("reason", JsonForm.word(reason))
        .put("origin", JsonForm.word(origin))
        .put("why", Explanations.of(reason, origin));
  }
}
