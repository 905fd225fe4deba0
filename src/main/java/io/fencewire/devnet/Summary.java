package io.fencewire.devnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report in a few aligned lines, for people. */
public record Summary(DevnetReport report) {
  /** The lines; the last ones say what went wrong, or that nothing did. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(line("connections", connections()));
    lines.add(line("rotations", String.valueOf(report.rotations())));
    lines.add(line("gossip", gossip()));
    lines.add(line("sends", sends()));
    lines.add(line("late sends", late()));
    lines.add(line("closes", closes()));
    lines.add(line("unexplained", report.findings().unexplainedCloses() + " closes"));
    lines.add(line("leaked", leaked()));
    List<String> problems = report.problems();
    lines.add(line("result", problems.isEmpty() ? "good" : "BAD"));
    problems.forEach(problem -> lines.add(line("", problem)));
    return lines;
  }

  private static String line(String label, String text) {
    return format("  %-12s %s", label, text);
  }

  private String connections() {
    DevnetReport.Connections all = report.connections();
    return format(
        "%d opened, %d closed; %d to %d live at a time, %d to %d peers a node",
        all.opened(), all.closed(), all.liveMin(), all.liveMax(), all.peersMin(), all.peersMax());
  }

  private String gossip() {
    DevnetReport.Gossip all = report.gossip();
    return format(
        "%d published, %d of %d delivered, %d twice; p50 %.1f ms, p99 %.1f ms",
        all.published(),
        all.delivered(),
        all.expected(),
        all.duplicates(),
        all.p50Millis(),
        all.p99Millis());
  }

  private String sends() {
    String told = report.sends().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getValue() + " " + entry.getKey().replace('_', ' '))
        .collect(Collectors.joining(", "));
    return told.isEmpty() ? "none" : told;
  }

  private String late() {
    DevnetReport.Late late = report.late();
    return late.total() == 0
        ? "none"
        : format(
            "%d held back: %d stale, %d expired, %d written, %d other; %d wrongly written",
            late.total(),
            late.stale(),
            late.expired(),
            late.written(),
            late.other(),
            late.wronglyWritten());
  }

  private String closes() {
    String told = report.closes().entrySet().stream()
        .map(entry -> entry.getValue() + " " + DevnetReport.word(entry.getKey()).replace('_', ' '))
        .collect(Collectors.joining(", "));
    return told.isEmpty() ? "none" : told;
  }

  private String leaked() {
    return report.leaks().timers() + " timers, " + report.leaks().connections() + " connections";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
