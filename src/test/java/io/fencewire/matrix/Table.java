package io.fencewire.matrix;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the matrix prints: a line for each fault at once, and the worst of each at the end. */
final class Table {
  private final PrintStream out;
  private final Map<String, List<Result>> results = new LinkedHashMap<>();
  private int broken;

  Table(PrintStream out) {
    this.out = out;
  }

  /** Something that is no result. */
  void say(String line) {
    out.println(line);
  }

  /** The heads of the columns. */
  void head(String title) {
    out.println("\n" + title + "\n" + Result.head());
  }

  /** A result. */
  void add(Result result) {
    results.computeIfAbsent(result.fault().toString(), any -> new ArrayList<>()).add(result);
    out.println(result);
    result.details().forEach(detail -> out.println("    " + detail));
    if (!result.holds()) {
      broken++;
    }
  }

  /** The node was not whole when this should have been tried. */
  void untried(String what, Trial.NotWholeException problem) {
    out.println(what + ": BROKEN, for the node was not whole " + problem.getMessage());
    broken++;
  }

  /** The worst of each fault; whether all of it holds. */
  boolean summary() {
    head("the worst of each:");
    results.values().forEach(all -> out.println(Result.worst(all) + " of " + all.size()));
    out.println(broken == 0 ? "all holds" : broken + " BROKEN");
    return broken == 0 && !results.isEmpty();
  }
}
