package io.fencewire.devnet;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is going on, once a second: a table that is redrawn in place on a terminal, and one plain
 * line at a time elsewhere.
 */
final class LiveTable {
  private static final int ROWS_MAX = 30;
  private static final String CLEAR_TO_END = "\u001b[J";

  private final PrintStream out;
  private final boolean terminal;
  private int drawn;

  /** A table on this stream. */
  LiveTable(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows this moment in place of the one before. */
  void show(Moment moment) {
    if (!terminal) {
      out.println(moment.line());
      return;
    }
    List<String> lines = lines(moment);
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A");
    }
    out.print(CLEAR_TO_END);
    lines.forEach(out::println);
    out.flush();
    drawn = lines.size();
  }

  /** Says something that stays; the next table is drawn below it. */
  void say(String line) {
    out.println(line);
    drawn = 0;
  }

  /** The table: a head, a row for each node, and the whole network. */
  static List<String> lines(Moment moment) {
    List<String> lines = new ArrayList<>();
    lines.add("  node          peers    in   out  rotations     items");
    moment.rows.stream().limit(ROWS_MAX).map(Row::line).forEach(lines::add);
    if (moment.rows.size() > ROWS_MAX) {
      lines.add("  and " + (moment.rows.size() - ROWS_MAX) + " more");
    }
    lines.add(moment.line());
    return lines;
  }

  /**
   * One look at the network.
   *
   * @param seconds since the start
   * @param live connections
   * @param gossip how far the items are
   * @param unexplained closes so far
   */
  record Moment(long seconds, List<Row> rows, int live, Progress gossip, int unexplained) {
    String line() {
      int rotations = rows.stream().mapToInt(Row::rotations).sum();
      return String.format(
          Locale.ROOT,
          "%4d s  %d connections, %d published, %d of %d delivered, %d rotations, %d unexplained",
          seconds,
          live,
          gossip.published,
          gossip.delivered,
          gossip.expected,
          rotations,
          unexplained);
    }
  }

  /** How far the items are. */
  record Progress(int published, long delivered, long expected) {}

  /** One node. */
  record Row(String name, int inbound, int outbound, int rotations, long items) {
    String line() {
      return String.format(
          Locale.ROOT,
          "  %-12s %6d %5d %5d %10d %9d",
          name,
          inbound + outbound,
          inbound,
          outbound,
          rotations,
          items);
    }
  }
}
