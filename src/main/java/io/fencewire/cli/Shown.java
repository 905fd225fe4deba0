package io.fencewire.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a person sees on a terminal: columns, durations and sizes, and nothing that moves a cursor. */
final class Shown {
  /** Control and format characters, which could forge a line or turn the writing round. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private static final String GAP = "  ";

  private Shown() {}

  /** A text of somebody else as part of one line. */
  static String line(String text) {
    return UNPRINTABLE.matcher(text).replaceAll(" ");
  }

  /** Rows of as many cells each, the first row being the head, in columns. */
  static String table(List<List<String>> rows) {
    List<List<String>> clean =
        rows.stream().map(row -> row.stream().map(Shown::line).toList()).toList();
    List<String> lines = new ArrayList<>();
    for (List<String> row : clean) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell)
            .append(" ".repeat(width(clean, column) - cell.length()))
            .append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** A duration in its two largest units. */
  static String duration(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + "d" + time.toHoursPart() + "h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + "h" + time.toMinutesPart() + "m";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + "m" + time.toSecondsPart() + "s"
        : time.toSeconds() + "s";
  }

  /** A number of bytes, with one digit after the point from KiB on. */
  static String bytes(long count) {
    if (count < 1 << 10) {
      return count + "B";
    }
    boolean kibi = count < 1 << 20;
    double unit = kibi ? 1 << 10 : 1 << 20;
    return String.format(Locale.ROOT, "%.1f%s", count / unit, kibi ? "KiB" : "MiB");
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
