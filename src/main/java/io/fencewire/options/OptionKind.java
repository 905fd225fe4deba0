package io.fencewire.options;

import io.fencewire.peer.DialTarget;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.TrustedPeer;
import io.vertx.core.json.JsonArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the values of a key look like.
 *
 * @param form what would be right, for an error's last words
 * @param fromText turns an environment variable's text into what JSON would hold
 * @param read turns what JSON holds into the value; an {@link IllegalArgumentException} (or an
 *     {@link ArithmeticException}) if it is none
 * @param write turns the value into what JSON would hold, so that reading it gives the value again
 */
record OptionKind<T>(
    String form,
    Function<String, Object> fromText,
    Function<Object, T> read,
    Function<T, Object> write) {
  private static final Duration DURATION_MAX = Duration.ofDays(365);
  private static final double SHARE_MAX = 0.5;
  private static final String FILE = "the name of a file";

  /** A text that matches a pattern. */
  static OptionKind<String> text(String form, String pattern) {
    Pattern right = Pattern.compile(pattern);
    return ofText(form, text -> require(right.matcher(text).matches(), text), text -> text);
  }

  /** The name of a file; the file system says whether it can be one. */
  static OptionKind<String> file() {
    return ofText(
        FILE,
        text -> {
          String name = Path.of(text).toString();
          return require(!name.isBlank(), name);
        },
        name -> name);
  }

  /** The name of a file, or an empty text for none. */
  static OptionKind<String> fileOrNone() {
    return ofText(FILE + ", or an empty text", text -> Path.of(text).toString(), name -> name);
  }

  /** One of the words that an enum's constants are called, in lower case. */
  static <E extends Enum<E>> OptionKind<E> choice(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(word(constant), constant);
    }
    return ofText(
        "one of " + words.keySet(),
        text -> {
          E constant = words.get(text);
          if (constant == null) {
            throw new IllegalArgumentException("not " + text);
          }
          return constant;
        },
        OptionKind::word);
  }

  /** One or more different words out of those that an enum's constants are called. */
  static <E extends Enum<E>> OptionKind<Set<E>> choices(Class<E> type) {
    OptionKind<E> one = choice(type);
    OptionKind<List<E>> list =
        list("a list of one or more different words: " + one.form, text -> one.read.apply(text));
    return new OptionKind<>(
        list.form,
        list.fromText,
        value -> {
          List<E> chosen = list.read.apply(value);
          Set<E> different = chosen.isEmpty() ? Set.of() : EnumSet.copyOf(chosen);
          return require(!chosen.isEmpty() && different.size() == chosen.size(), different);
        },
        chosen -> new JsonArray(chosen.stream().map(OptionKind::word).toList()));
  }

  /** Yes or no. */
  static OptionKind<Boolean> flag() {
    return new OptionKind<>(
        "true or false",
        text -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text,
        value -> typed(value, Boolean.class),
        value -> value);
  }

  /** A whole number from {@code min} to {@code max}. */
  static OptionKind<Integer> integer(int min, int max) {
    return new OptionKind<>(
        "a whole number from " + min + " to " + max,
        Integer::valueOf,
        value -> {
          int number = typed(value, Integer.class);
          return require(number >= min && number <= max, number);
        },
        value -> value);
  }

  /** A share from 0 to 0.5. */
  static OptionKind<Double> share() {
    return new OptionKind<>(
        "a number from 0 to " + SHARE_MAX,
        Double::valueOf,
        value -> {
          double number = typed(value, Number.class).doubleValue();
          return require(number >= 0 && number <= SHARE_MAX, number);
        },
        value -> value);
  }

  /** A duration from a millisecond to a year, such as {@code 20s}. */
  static OptionKind<Duration> duration() {
    return ofText(
        "a duration from 1ms to 8760h, such as 500ms, 20s or 2m",
        text -> {
          Duration duration = Quantity.duration(text);
          return require(!duration.isZero() && duration.compareTo(DURATION_MAX) <= 0, duration);
        },
        Quantity::text);
  }

  /** A size of at least a byte, such as {@code 256KiB}. */
  static OptionKind<Integer> size() {
    return ofText(
        "a size from 1B to below 2 GiB, such as 256KiB or 64MiB",
        text -> {
          int bytes = Quantity.bytes(text);
          return require(bytes >= 1, bytes);
        },
        Quantity::text);
  }

  /** An IP address. */
  static OptionKind<String> ip() {
    return ofText(
        "an IP address such as 127.0.0.1 or ::1",
        text -> new ListenAddress(text, 0).ip(),
        text -> text);
  }

  /** A list of addresses and host names to dial, such as {@code ["127.0.0.1:4131"]}. */
  static OptionKind<List<DialTarget>> targets() {
    return list(
        "a list of addresses such as [\"127.0.0.1:4131\", \"[::1]:4131\", \"peer.example.org:4130\"]",
        DialTarget::parse);
  }

  /** A list of peers, such as {@code ["<64 hexadecimal digits>@127.0.0.1:4131"]}. */
  static OptionKind<List<TrustedPeer>> trusted() {
    return list(
        "a list of addresses such as \"127.0.0.1:4131\", each with or without the identity of who"
            + " listens there in front, as in \"<64 hexadecimal digits>@127.0.0.1:4131\"",
        TrustedPeer::parse);
  }

  /** A list; in the environment its items are separated by commas. */
  static <E> OptionKind<List<E>> list(String form, Function<String, E> item) {
    return new OptionKind<>(
        form,
        text -> new JsonArray(Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(OptionKind::hasText)
            .toList()),
        value -> typed(value, JsonArray.class).stream()
            .map(element -> item.apply(typed(element, String.class)))
            .toList(),
        values -> new JsonArray(values.stream().map(String::valueOf).toList()));
  }

  private static <T> OptionKind<T> ofText(
      String form, Function<String, T> read, Function<T, Object> write) {
    return new OptionKind<>(
        form, text -> text, value -> read.apply(typed(value, String.class)), write);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean hasText(String text) {
    return !text.isEmpty();
  }

  private static <T> T typed(Object value, Class<T> type) {
    require(type.isInstance(value), value);
    return type.cast(value);
  }

  private static <T> T require(boolean right, T value) {
    if (!right) {
      throw new IllegalArgumentException("not " + value);
    }
    return value;
  }
}
