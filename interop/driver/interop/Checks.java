package interop;

import java.util.ArrayList;
import java.util.List;

/** What must hold, whether it does, and the figures for it. */
final class Checks {
  private final String title;
  private final List<Check> checks = new ArrayList<>();

  private record Check(boolean holds, String what, String figures) {}

  Checks(String title) {
    this.title = title;
  }

  void add(boolean holds, String what, String figures) {
    checks.add(new Check(holds, what, figures));
    System.out.printf("%s  %s: %s%n", holds ? "ok  " : "FAIL", what, figures);
  }

  boolean allHold() {
    return !checks.isEmpty() && checks.stream().allMatch(Check::holds);
  }

  /** As a table in Markdown. */
  String table() {
    StringBuilder table =
        new StringBuilder("\n" + title + "\n\n| | check | figures |\n|---|---|---|\n");
    for (Check check : checks) {
      table.append("| %s | %s | %s |%n"
          .formatted(check.holds() ? "ok" : "**FAIL**", check.what(), check.figures()));
    }
    return table.toString();
  }
}
