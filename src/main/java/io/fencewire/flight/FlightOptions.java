package io.fencewire.flight;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the flight recorder is told at its start.
 *
 * @param entries how many entries of each {@link Lane} a server keeps
 * @param folder where a server writes them when a connection has ended as none may; null for nowhere
 */
public record FlightOptions(int entries, @Nullable Path folder) {
  /** Kept in memory, and written on demand only. */
  public static final FlightOptions DEFAULT = new FlightOptions(4_096, null);
}
