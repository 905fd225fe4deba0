package io.fencewire.bus;

import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.peer.PeerConnection;
import io.fencewire.wire.Bytes;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How what an application sees looks in JSON: tokens, identities and sessions are texts, for JSON has
 * no 64-bit numbers; bytes are base64; words of our enums are in lower case.
 */
public final class JsonForm {
  private JsonForm() {}

  /** An item or an event. */
  static JsonObject of(BusRecord record) {
    if (record instanceof Item item) {
      return new JsonObject()
          .put("topic", item.topic())
          .put("id", item.id())
          .put("body", base64(item.body()))
          .put("from", item.from() == null ? null : item.from().toString());
    }
    if (record instanceof PeerEvent event) {
      return of(event);
    }
    throw new IllegalArgumentException("no JSON form of a " + record.getClass().getSimpleName());
  }

  /** One connection. */
  public static JsonObject of(PeerConnection connection) {
    return new JsonObject()
        .put("token", connection.token().text())
        .put("peer", connection.peer().toString())
        .put("address", connection.address().toString())
        .put("direction", word(connection.direction()))
        .put("nodeType", word(connection.traits().nodeType()))
        .put("version", connection.traits().version())
        .put("extensions", connection.traits().extensions())
        .put("session", HexFormat.of().toHexDigits(connection.session()));
  }

  /** The word of a constant. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** What a validator's answer in JSON means; fails if it means nothing. */
  static Judgement judgement(Object answer) {
    Object said = answer instanceof JsonObject json ? json.getValue("judgement") : answer;
    for (Judgement judgement : Judgement.values()) {
      if (word(judgement).equals(said)) {
        return judgement;
      }
    }
    throw new IllegalArgumentException(
        "a validator answers {\"judgement\": \"accept\"}, \"ignore\" or \"reject\", not " + answer);
  }

  private static JsonObject of(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      return of(connected.connection()).put("event", "connected");
    }
    if (event instanceof PeerEvent.Disconnected over) {
      return of(over.connection())
          .put("event", "disconnected")
          .put("reason", word(over.reason()))
          .put("origin", word(over.origin()));
    }
    PeerEvent.Abandoned abandoned = (PeerEvent.Abandoned) event;
    return new JsonObject()
        .put("event", "abandoned")
        .put("session", HexFormat.of().toHexDigits(abandoned.session()))
        .put("peer", abandoned.peer().toString())
        .put("reason", word(abandoned.reason()))
        .put("origin", word(abandoned.origin()));
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }
}
