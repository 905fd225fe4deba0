package io.fencewire;

import static io.fencewire.OptionKind.fileOrNone;
import static io.fencewire.OptionKind.integer;

import io.fencewire.flight.FlightOptions;
import java.nio.file.Path;
import java.util.List;

/** The keys of the flight recorder; listed by {@link OptionKeys}. */
final class FlightKeys {
  static final OptionKey<Integer> ENTRIES = OptionKey.of(
      "flight.entries",
      integer(16, 1_000_000),
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
