package io.fencewire.refresh;

import io.fencewire.peer.ServerId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/** The servers that were heard of lately; those of an earlier start fall silent and are forgotten. */
final class Servers {
  /** Servers of one node; a further one is not served until another has fallen silent. */
  static final int SIZE_MAX = 16;

  /** Three of a server's own snapshots. */
  static final long SILENCE_NANOS = 15_000_000_000L;

  private final Map<ServerId, Seen> seen = new LinkedHashMap<>();
  private long refused;

  /** A server said something; answers whether it was unknown and is known now. */
  boolean heard(ServerId server, long now) {
    Seen known = seen.get(server);
    if (known != null) {
      known.at = now;
      return false;
    }
    if (seen.size() == SIZE_MAX) {
      refused++;
      return false;
    }
    seen.put(server, new Seen(now));
    return true;
  }

  /** A server showed how many connections it holds. */
  void holds(ServerId server, int connections) {
    Seen known = seen.get(server);
    if (known != null) {
      known.connections = connections;
    }
  }

  /** A server is gone. */
  void forget(ServerId server) {
    seen.remove(server);
  }

  /** Those that are not silent. */
  List<ServerId> all(long now) {
    seen.values().removeIf(known -> now - known.at >= SILENCE_NANOS);
    return List.copyOf(seen.keySet());
  }

  /** The one with the fewest connections; it is given one more. */
  Optional<ServerId> takeLeastLoaded() {
    Optional<Entry<ServerId, Seen>> least = seen.entrySet().stream()
        .min(Entry.comparingByValue((a, b) -> a.connections - b.connections));
    least.ifPresent(entry -> entry.getValue().connections++);
    return least.map(Entry::getKey);
  }

  /** How many there are. */
  int size() {
    return seen.size();
  }

  /** How often a server was not served because there were too many. */
  long refusedCount() {
    return refused;
  }

  /** What is known of one server. */
  private static final class Seen {
    private long at;
    private int connections;

    private Seen(long at) {
      this.at = at;
    }
  }
}
