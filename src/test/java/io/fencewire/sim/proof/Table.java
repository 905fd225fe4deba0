package io.fencewire.sim.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a head, as Markdown that is aligned for a terminal too. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these columns. */
  Table(String... head) {
    rows.add(List.of(head));
  }

  /** Adds a row; each cell is written as its text. */
  void add(Object... cells) {
    rows.add(Arrays.stream(cells).map(Table::cell).toList());
  }

  private static String cell(Object cell) {
    boolean number = cell instanceof Long || cell instanceof Integer;
    return number
        ? "%,d".formatted(((Number) cell).longValue())
        : String.valueOf(cell).replace("|", "/");
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    List<Integer> widths = IntStream.range(0, columns)
        .mapToObj(column ->
            rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
        .toList();
    List<String> lines =
        new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
    lines.add(1, widths.stream().map("-"::repeat).collect(Collectors.joining("-|-", "|-", "-|")));
    return String.join("\n", lines) + "\n";
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column ->
            row.get(column) + " ".repeat(widths.get(column) - row.get(column).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
