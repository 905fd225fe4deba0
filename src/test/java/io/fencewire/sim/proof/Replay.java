package io.fencewire.sim.proof;

import io.fencewire.sim.ReplayedChoices;
import io.fencewire.sim.Schedule;
import io.fencewire.sim.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A failure that was shrunk and is kept: its choices, the rule they broke, and a word on what it
 * was. The file has {@code #} lines for people, {@code schedule} and {@code rule}, then the picks.
 *
 * @param about what it was, one line each
 * @param schedule the name of the schedule
 * @param rule the rule that was broken then
 */
record Replay(List<String> about, String schedule, String rule, List<Integer> picks) {
  private static final int WIDTH = 96;

  /** Keeps copies. */
  Replay {
    about = List.copyOf(about);
    picks = List.copyOf(picks);
  }

  /** Of picks as they are recorded. */
  static Replay of(List<String> about, String schedule, String rule, int[] picks) {
    return new Replay(about, schedule, rule, Arrays.stream(picks).boxed().toList());
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException if it is anything else; says what is wrong
   */
  static Replay parse(String text) {
    List<String> about = new ArrayList<>();
    List<Integer> picks = new ArrayList<>();
    String schedule = "";
    String rule = "";
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("#")) {
        about.add(line.substring(1).strip());
      } else if (line.startsWith("schedule ")) {
        schedule = line.substring("schedule ".length());
      } else if (line.startsWith("rule ")) {
        rule = line.substring("rule ".length());
      } else if (!line.isEmpty()) {
        Arrays.stream(line.split(" +")).map(Replay::number).forEach(picks::add);
      }
    }
    if (schedule.isEmpty() || rule.isEmpty()) {
      throw new IllegalArgumentException(
          "a replay has a line 'schedule NAME' and a line 'rule NAME'");
    }
    return new Replay(about, schedule, rule, picks);
  }

  /** The file's text. */
  String text() {
    String comment = about.stream().map(line -> "# " + line + "\n").collect(Collectors.joining());
    return comment + "schedule " + schedule + "\nrule " + rule + "\n" + numbers();
  }

  /** Lets the choices run on a schedule of this name. */
  Trial run(Schedule world, Trace trace) {
    int[] numbers = picks.stream().mapToInt(pick -> pick).toArray();
    return Trial.of(world, new ReplayedChoices(numbers), trace);
  }

  private String numbers() {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (int pick : picks) {
      String number = String.valueOf(pick);
      boolean fits = column + 1 + number.length() <= WIDTH;
      lines.append(column == 0 ? "" : fits ? " " : "\n").append(number);
      column = column == 0 || !fits ? number.length() : column + 1 + number.length();
    }
    return lines.append('\n').toString();
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no pick; a whole number would be", e);
    }
  }
}
