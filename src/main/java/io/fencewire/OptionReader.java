package io.fencewire;

import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads one group of options from JSON, and is strict: a wrong type, a value out of range or a key
 * that nobody asked for ends in an {@link IllegalArgumentException} that names the key, the value
 * and what would be right.
 */
final class OptionReader {
  private final JsonObject json;
  private final String path;
  private final Set<String> asked = new HashSet<>();
  private final List<OptionReader> groups = new ArrayList<>();

  /** A reader of the outermost group. */
  OptionReader(JsonObject json) {
    this(json, "");
  }

  private OptionReader(JsonObject json, String path) {
    this.json = json;
    this.path = path;
  }

  /** The group of this name; one that is missing is empty. */
  OptionReader group(String key) {
    Object value = value(key, new JsonObject());
    if (!(value instanceof JsonObject object)) {
      throw wrong(key, value, "this is a group: { … }");
    }
    OptionReader group = new OptionReader(object, path + key + ".");
    groups.add(group);
    return group;
  }

  /** A text. */
  String text(String key, String otherwise) {
    return read(key, otherwise, "a text", text -> text);
  }

  /** A whole number from {@code min} to {@code max}. */
  int integer(String key, int otherwise, int min, int max) {
    Object value = value(key, otherwise);
    if (!(value instanceof Integer number) || number < min || number > max) {
      throw wrong(key, value, "a whole number from " + min + " to " + max);
    }
    return number;
  }

  /** An IP address to listen at, with this port. */
  ListenAddress address(String key, String otherwise, int port) {
    return read(
        key,
        otherwise,
        "an IP address such as 127.0.0.1 or ::1",
        ip -> new ListenAddress(ip, port));
  }

  /** A share from 0 to 0.5. */
  double share(String key, double otherwise) {
    Object value = value(key, otherwise);
    if (!(value instanceof Number number)
        || !(number.doubleValue() >= 0 && number.doubleValue() <= 0.5)) {
      throw wrong(key, value, "a number from 0 to 0.5");
    }
    return number.doubleValue();
  }

  /** A duration of at least a millisecond, such as {@code 20s}. */
  Duration duration(String key, Duration otherwise) {
    String form = "a duration of at least 1ms, such as 500ms, 20s or 2m";
    Duration duration = read(key, otherwise.toMillis() + "ms", form, Quantity::duration);
    if (duration.isZero()) {
      throw wrong(key, "0", form);
    }
    return duration;
  }

  /** A size of at least a byte, such as {@code 256KiB}. */
  int size(String key, int otherwise) {
    String form = "a size of at least 1B, such as 256KiB or 64MiB";
    int size = read(key, otherwise + "B", form, Quantity::bytes);
    if (size < 1) {
      throw wrong(key, size, form);
    }
    return size;
  }

  /** A list of addresses and host names to dial, such as {@code ["127.0.0.1:4131"]}. */
  List<DialTarget> targets(String key) {
    Object value = value(key, new JsonArray());
    String form =
        "a list of addresses such as [\"127.0.0.1:4131\", \"[::1]:4131\", \"peer.example.org:4130\"]";
    if (!(value instanceof JsonArray array)) {
      throw wrong(key, value, form);
    }
    try {
      return array.stream().map(item -> DialTarget.parse(String.valueOf(item))).toList();
    } catch (IllegalArgumentException e) {
      throw wrong(key, value, form);
    }
  }

  /** To be called last: refuses every key that was not asked for, in this group and below. */
  void end() {
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      String key = unknown.iterator().next();
      throw wrong(
          key, json.getValue(key), "there is no such key; known are " + new TreeSet<>(asked));
    }
    groups.forEach(OptionReader::end);
  }

  private <T> T read(String key, String otherwise, String form, Function<String, T> parser) {
    Object value = value(key, otherwise);
    if (!(value instanceof String text)) {
      throw wrong(key, value, form);
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw wrong(key, value, form);
    }
  }

  private Object value(String key, Object otherwise) {
    asked.add(key);
    Object value = json.getValue(key);
    return value == null ? otherwise : value;
  }

  private IllegalArgumentException wrong(String key, Object value, String right) {
    return new IllegalArgumentException(path + key + " = " + value + " is wrong: " + right);
  }
}
