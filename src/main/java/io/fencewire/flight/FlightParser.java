package io.fencewire.flight;

import io.fencewire.flight.FlightRecord.Header;
import io.fencewire.flight.Note.Became;
import io.fencewire.flight.Note.Began;
import io.fencewire.flight.Note.Commanded;
import io.fencewire.flight.Note.Connected;
import io.fencewire.flight.Note.Ended;
import io.fencewire.flight.Note.Leased;
import io.fencewire.flight.Note.Order;
import io.fencewire.flight.Note.Prepared;
import io.fencewire.flight.Note.Timed;
import io.fencewire.flight.Note.Timing;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Role;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the lines that {@link FlightLines} writes. Whatever else a line is, it is refused with an
 * {@link IllegalArgumentException} that says what is missing or wrong in it.
 */
final class FlightParser {
  private FlightParser() {}

  /** The object that a line is. */
  static JsonObject object(String line) {
    try {
      return new JsonObject(line);
    } catch (DecodeException | ClassCastException noObject) {
      throw new IllegalArgumentException("this is no JSON object");
    }
  }

  /** Whether a line begins a record. */
  static boolean isHeader(JsonObject json) {
    return json.containsKey(FlightLines.VERSION_KEY);
  }

  static Header header(JsonObject json) {
    long version = number(json, FlightLines.VERSION_KEY);
    if (version != FlightLines.VERSION) {
      throw new IllegalArgumentException("a flight record of version " + version + "; this program"
          + " reads version " + FlightLines.VERSION);
    }
    if (!(json.getValue("dropped") instanceof JsonObject dropped)) {
      throw new IllegalArgumentException("dropped is missing, or no object");
    }
    Map<Lane, Long> lanes = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, number(dropped, Sentence.word(lane)));
    }
    return new Header(
        text(json, "node"),
        text(json, "server"),
        number(json, "at"),
        number(json, "wallMillis"),
        text(json, "why"),
        lanes);
  }

  static Entry entry(JsonObject json) {
    return new Entry(
        number(json, "number"),
        number(json, "at"),
        number(json, "connection"),
        json.containsKey("token") ? token(json, "token") : null,
        json.containsKey("peer") ? peer(json) : null,
        note(json));
  }

  private static Note note(JsonObject json) {
    String what = text(json, "what");
    return switch (what) {
      case "began" ->
        new Began(
            word(json, "direction", Direction.class), ListenAddress.parse(text(json, "address")));
      case "became" ->
        new Became(
            word(json, "from", ConnectionState.class),
            word(json, "to", ConnectionState.class),
            text(json, "why"));
      case "leased" ->
        new Leased(word(json, "role", Role.class), lease(json), text(json, "holder"));
      case "prepared" -> new Prepared(word(json, "role", Role.class), lease(json));
      case "connected" -> new Connected();
      case "disconnected", "ended" ->
        new Ended(
            what.equals("disconnected"),
            word(json, "reason", CloseReason.class),
            word(json, "origin", CloseOrigin.class),
            text(json, "why"));
      case "commanded" -> command(json);
      case "armed", "fired", "cancelled" ->
        new Timed(word(json, "what", Timing.class), number(json, "due"));
      default ->
        throw new IllegalArgumentException("nothing is known that is called '" + what
            + "'; a newer version may have written this");
    };
  }

  private static Commanded command(JsonObject json) {
    return new Commanded(
        word(json, "order", Order.class),
        text(json, "of").toUpperCase(Locale.ROOT),
        token(json, "named"),
        lease(json),
        number(json, "leftNanos"),
        word(json, "outcome", Outcome.class));
  }

  private static ConnectionToken token(JsonObject json, String key) {
    return ConnectionToken.parse(text(json, key));
  }

  private static PeerId peer(JsonObject json) {
    try {
      return PeerId.parse(text(json, "peer"));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("peer: an identity has 64 hexadecimal digits", wrong);
    }
  }

  private static Lease lease(JsonObject json) {
    return new Lease(number(json, "lease"));
  }

  private static <E extends Enum<E>> E word(JsonObject json, String key, Class<E> type) {
    String said = text(json, key);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Sentence.word(constant).equals(said))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException(key + " = '" + said + "' is no " + type.getSimpleName()));
  }

  private static String text(JsonObject json, String key) {
    if (json.getValue(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(key + " is missing, or no text");
  }

  private static long number(JsonObject json, String key) {
    Object value = json.getValue(key);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException(key + " is missing, or no whole number");
  }
}
