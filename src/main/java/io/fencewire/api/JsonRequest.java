package io.fencewire.api;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one command in JSON, and is strict: what is missing, of another type, or asked for by nobody
 * is a {@link Fault} that names the key.
 */
final class JsonRequest {
  private final JsonObject json;
  private final Set<String> asked = new HashSet<>(Set.of("do"));

  private JsonRequest(JsonObject json) {
    this.json = json;
  }

  /** The command that is this message's body. */
  static JsonRequest of(@Nullable Object body) {
    if (body instanceof JsonObject json) {
      return new JsonRequest(json);
    }
    throw new Fault(
        "",
        "a command is a JSON object with a key \"do\", not "
            + (body == null ? "nothing" : "a " + body.getClass().getSimpleName()));
  }

  /** What is wrong with a command, and with which of its keys; "" for the command as a whole. */
  static final class Fault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;

    Fault(String key, String message) {
      super(message);
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /** A text that must be there. */
  String text(String key) {
    asked.add(key);
    if (json.getValue(key) instanceof String text) {
      return text;
    }
    throw new Fault(
        key,
        json.containsKey(key)
            ? key + " must be a text, not " + json.getValue(key)
            : key + " is missing");
  }

  /** A text that means something; what the reader throws says what would be right. */
  <T> T text(String key, Function<String, T> reader) {
    String text = text(key);
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException problem) {
      throw new Fault(key, key + ": " + problem.getMessage());
    }
  }

  /** A whole number in a range, that must be there. */
  long number(String key, long min, long max) {
    asked.add(key);
    Object value = json.getValue(key);
    boolean whole = value instanceof Integer || value instanceof Long;
    long number = whole ? ((Number) value).longValue() : min - 1;
    if (number < min || number > max) {
      throw new Fault(
          key, key + " must be a whole number from " + min + " to " + max + ", not " + value);
    }
    return number;
  }

  /** Bytes: as base64, of either alphabet, in "body", or as UTF-8 in "text". */
  byte[] body() {
    asked.add("body");
    asked.add("text");
    if (json.containsKey("body") == json.containsKey("text")) {
      throw new Fault("body", "either body (base64) or text is needed, and not both");
    }
    if (json.containsKey("text")) {
      return text("text").getBytes(StandardCharsets.UTF_8);
    }
    String base64 = text("body").replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException problem) {
      throw new Fault("body", "body is not base64: " + problem.getMessage());
    }
  }

  /** To be called last: refuses every key that was not asked for. */
  void end() {
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      String key = unknown.iterator().next();
      throw new Fault(
          key, "there is no key '" + key + "' in this command; known are " + new TreeSet<>(asked));
    }
  }
}
