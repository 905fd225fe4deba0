package io.fencewire.admin;

import io.fencewire.api.PeerEvent;
import io.fencewire.bus.JsonForm;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what became of the connections to a peer, and why. */
final class Story {
  private static final String PEER = "peer";
  private static final int IDENTITY_DIGITS = 64;

  /** What begins an identity or a token, and is not likely to begin two of them. */
  private static final Pattern WHO = Pattern.compile("[0-9a-f]{8,64}|[0-9]{1,18}@[0-9a-f]{8,32}");

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

  /**
   * What there is now of a peer or of one connection, and what happened before, in words, with the
   * commands that were refused.
   *
   * @param who the beginning of an identity or of a token
   */
  Future<JsonObject> explain(NodeView node, String who) {
    String start = who.toLowerCase(Locale.ROOT);
    if (!WHO.matcher(start).matches()) {
      throw Problem.of(
              400,
              "peer: an identity has 64 hexadecimal digits, of which 8 are enough, and a token is"
                  + " one as in the list of peers; neither is '" + who + "'")
          .with("key", PEER);
    }
    String field = start.indexOf('@') < 0 ? PEER : "token";
    Predicate<JsonObject> isMeant = json -> json.getString(field, "").startsWith(start);
    return node.peers()
        .compose(all -> node.refusals().map(refusals -> {
          List<JsonObject> now = all.getJsonArray("peers").stream()
              .map(JsonObject.class::cast)
              .filter(isMeant)
              .toList();
          List<JsonObject> before = history.of(node.name(), isMeant);
          String peer = peer(start, Stream.concat(now.stream(), before.stream()));
          Refused refused = new Refused(node.name(), now, before);
          return new JsonObject()
              .put(PEER, peer)
              .put("summary", summary(now, before, !field.equals(PEER)))
              .put("connections", new JsonArray(now))
              .put("history", new JsonArray(refused.among(refusals, System.currentTimeMillis())));
        }));
  }

  /** The one identity that all of them are about. */
  private static String peer(String start, Stream<JsonObject> known) {
    Set<String> peers = known.map(json -> json.getString(PEER)).collect(Collectors.toSet());
    if (peers.size() == 1) {
      return peers.iterator().next();
    }
    if (peers.size() > 1) {
      throw Problem.of(400, peers.size() + " peers begin with '" + start + "'; give more digits")
          .with("key", PEER);
    }
    if (start.length() < IDENTITY_DIGITS) {
      throw Problem.of(
          404,
          "nothing that begins with '" + start + "' was heard of since the admin port is open");
    }
    return start;
  }

  private static String summary(List<JsonObject> now, List<JsonObject> before, boolean isOne) {
    if (!now.isEmpty()) {
      JsonObject connection = now.get(0);
      return "There is a connection, " + connection.getString("direction") + " and "
          + connection.getString("state") + ": " + connection.getString("token") + ".";
    }
    List<JsonObject> ends =
        before.stream().filter(json -> json.containsKey("reason")).toList();
    if (ends.isEmpty()) {
      return "There is no connection, and none has ended since the admin port is open.";
    }
    String why = ends.get(ends.size() - 1).getString("why");
    return (isOne ? "It is over. " : "There is no connection. The last one ended. ") + why;
  }

  private static JsonObject end(JsonObject json, CloseReason reason, CloseOrigin origin) {
    return json.put("reason", JsonForm.word(reason))
        .put("origin", JsonForm.word(origin))
        .put("why", Explanations.of(reason, origin));
  }
}
