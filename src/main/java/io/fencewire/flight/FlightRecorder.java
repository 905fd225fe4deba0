package io.fencewire.flight;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.PeerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the connections of one server, the newest of it: each {@link Lane} keeps so many
 * entries and then forgets its oldest. To be used by the server's event loop alone.
 */
public final class FlightRecorder {
  private final Map<Lane, Ring> lanes = new EnumMap<>(Lane.class);
  private long number;

  /** An empty one that keeps so many entries of each lane. */
  public FlightRecorder(int entriesMax) {
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new Ring(entriesMax));
    }
  }

  /** Notes what has happened; the parameters are those of an {@link Entry}. */
  public void note(
      long at, long connection, @Nullable ConnectionToken token, @Nullable PeerId peer, Note note) {
    Entry entry = new Entry(++number, at, connection, token, peer, note);
    Objects.requireNonNull(lanes.get(entry.lane())).add(entry);
  }

  /** What may not happen about the end that was just noted for this connection, if it has. */
  public Optional<String> objection(long connection, Note.Ended end) {
    Course course = new Course();
    if (WrongfulClose.needsCourse(end)) {
      entries(entry -> entry.connection() == connection).forEach(course::take);
    }
    return WrongfulClose.objection(end, course);
  }

  /** All that is kept, oldest first. */
  public List<Entry> entries() {
    return entries(any -> true);
  }

  private List<Entry> entries(Predicate<Entry> wanted) {
    List<Entry> found = new ArrayList<>();
    for (Ring ring : lanes.values()) {
      for (Entry entry : ring.entries) {
        if (wanted.test(entry)) {
          found.add(entry);
        }
      }
    }
    found.sort(Comparator.comparingLong(Entry::number));
    return found;
  }

  /** How many entries each lane has forgotten. */
  public Map<Lane, Long> dropped() {
    Map<Lane, Long> dropped = new EnumMap<>(Lane.class);
    lanes.forEach((lane, ring) -> dropped.put(lane, ring.added - ring.size()));
    return dropped;
  }

  /** How many entries are kept. */
  public int size() {
    return lanes.values().stream().mapToInt(Ring::size).sum();
  }

  /** The last entries of a lane; it takes the room that it needs, up to its bound. */
  private static final class Ring {
    private final int max;
    private final List<Entry> entries = new ArrayList<>();
    private long added;

    private Ring(int max) {
      this.max = max;
    }

    private void add(Entry entry) {
      if (entries.size() < max) {
        entries.add(entry);
      } else {
        entries.set((int) (added % max), entry);
      }
      added++;
    }

    private int size() {
      return entries.size();
    }
  }
}
