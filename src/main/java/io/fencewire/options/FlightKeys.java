package io.fencewire.options;

import static io.fencewire.options.OptionKind.fileOrNone;
import static io.fencewire.options.OptionKind.integer;

import io.fencewire.flight.FlightOptions;
import java.nio.file.Path;
import java.util.List;

/** The keys of the flight recorder; listed by {@link OptionKeys}. */
final class FlightKeys {
  /** A record of three lanes, line by line, must fit into one list on the event bus. */
  private static final int ENTRIES_MAX = 20_000;

  static final OptionKey<Integer> ENTRIES = OptionKey.of(
      "flight.entries",
      integer(16, ENTRIES_MAX),
      FlightOptions.DEFAULT.entries(),
      "what is remembered of connections, of each of three kinds; the oldest is forgotten");
  static final OptionKey<String> FOLDER = new OptionKey<>(
      "flight.folder",
      all -> fileOrNone(),
      all -> "",
      "none",
      "where it is written when a connection has ended as none may");

  private FlightKeys() {}

  static List<OptionKey<?>> all() {
    return List.of(ENTRIES, FOLDER);
  }

  static FlightOptions options(Settings all) {
    String folder = all.get(FOLDER);
    return new FlightOptions(all.get(ENTRIES), folder.isEmpty() ? null : Path.of(folder));
  }
}
