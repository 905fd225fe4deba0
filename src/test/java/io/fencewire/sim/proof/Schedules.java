package io.fencewire.sim.proof;

import io.fencewire.sim.ConnectionSchedule;
import io.fencewire.sim.NodeSchedule;
import io.fencewire.sim.Schedule;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The schedules there are, by the names that commands and files use. */
final class Schedules {
  private static final Map<String, Supplier<Schedule>> ALL =
      new TreeMap<>(Map.of("connection", ConnectionSchedule::new, "node", Schedules::node));

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "fencewire-nodes-";

  private Schedules() {}

  /**
   * Makes schedules of this name.
   *
   * @throws IllegalArgumentException if there is none; names those there are
   */
  static Supplier<Schedule> named(String name) {
    Supplier<Schedule> found = ALL.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "there is no schedule '" + name + "'; one of " + ALL.keySet() + " would be right");
    }
    return found;
  }

  /**
   * Whole nodes, whose address books lie in a directory that goes with this process; in memory where
   * there is such a place, because to wait for a disk takes longer than the rest of a schedule.
   */
  private static Schedule node() {
    try {
      Path scratch = Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, PREFIX)
          : Files.createTempDirectory(PREFIX);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch.toFile())));
      return new NodeSchedule(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) {
      for (File each : inside) {
        delete(each);
      }
    }
    if (!file.delete()) {
      file.deleteOnExit(); // somebody writes to it still
    }
  }
}
