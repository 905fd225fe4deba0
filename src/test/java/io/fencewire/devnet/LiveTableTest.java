package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTableTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

  @Test
  void elsewhereThanOnATerminalEachMomentIsOneLine() {
    LiveTable table = new LiveTable(out, false);
    table.show(moment(2));
    table.show(moment(2));
    assertThat(lines())
        .hasSize(2)
        .allMatch(line -> line.equals("  12 s  3 connections, 10 published, 17 of 20 delivered,"
            + " 4 rotations, 0 unexplained"));
  }

  @Test
  void onATerminalTheTableIsDrawnAgainInItsPlace() {
    LiveTable table = new LiveTable(out, true);
    table.show(moment(2));
    assertThat(lines()).hasSize(4);
    assertThat(lines().get(1)).isEqualTo("  devnet-0          3     1     2          2        17");
    table.show(moment(2));
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("\u001b[4A\u001b[J");
  }

  @Test
  void aTableIsNoLongerThanAScreen() {
    List<String> lines = LiveTable.lines(moment(200));
    assertThat(lines).hasSize(33).contains("  and 170 more");
  }

  private List<String> lines() {
    return shown.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static LiveTable.Moment moment(int nodes) {
    List<LiveTable.Row> rows = IntStream.range(0, nodes)
        .mapToObj(node -> new LiveTable.Row("devnet-" + node, 1, 2, 2, 17))
        .toList();
    return new LiveTable.Moment(12, rows, 3, new LiveTable.Progress(10, 17, 20), 0);
  }
}
