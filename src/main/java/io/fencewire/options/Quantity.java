package io.fencewire.options;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 500ms}, {@code 20s}, {@code 2m}, {@code 256KiB}. */
public final class Quantity {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*([a-zA-Z]*)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20);

  private Quantity() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if it is none; the message says what would be one
   */
  public static Duration duration(String text) {
    return Duration.ofMillis(read(text, MILLIS, "a duration is a whole number and ms, s, m or h"));
  }

  /**
   * Reads a size in bytes.
   *
   * @throws IllegalArgumentException if it is none; the message says what would be one
   */
  public static int bytes(String text) {
    String form = "a size is a whole number, alone (bytes) or with KiB or MiB, below 2 GiB";
    long bytes = read(text, BYTES, form);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(form);
    }
    return (int) bytes;
  }

  /** A duration as it is written, in the largest unit that needs no fraction. */
  public static String text(Duration duration) {
    return write(duration.toMillis(), MILLIS);
  }

  /** A size as it is written, in the largest unit that needs no fraction. */
  public static String text(int bytes) {
    return write(bytes, BYTES);
  }

  private static String write(long quantity, Map<String, Long> units) {
    Map.Entry<String, Long> unit = units.entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty() && quantity % entry.getValue() == 0)
        .max(Map.Entry.comparingByValue())
        .orElseThrow();
    return quantity / unit.getValue() + unit.getKey();
  }

  private static long read(String text, Map<String, Long> units, String form) {
    Matcher matcher = FORM.matcher(text.trim());
    Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(form);
    }
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
  }
}
