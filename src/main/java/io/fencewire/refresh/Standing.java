package io.fencewire.refresh;

import java.util.HashMap;
import java.util.Map;

/**
 * Which of the refreshers of a node, each in a JVM of its own, acts: one at a time, as far as they
 * hear each other. The one that acts goes on; when nobody does, the lowest number begins. Where two
 * act, because they could not hear each other, the higher number stops.
 */
final class Standing {
  /** A refresher that is silent for so long is gone. */
  static final long SILENCE_NANOS = 5_000_000_000L;

  /** A refresher that has just started listens for so long before it acts. */
  static final long LISTEN_NANOS = 2_500_000_000L;

  /** Others that are remembered; a further one is not heard until another is gone. */
  static final int OTHERS_MAX = 64;

  private final long id;
  private final long since;
  private final Map<Long, Heard> others = new HashMap<>();
  private boolean active;

  /** It does not act yet. */
  Standing(long id, long now) {
    this.id = id;
    this.since = now;
  }

  /** Another says that it is there. */
  void heard(long other, boolean acts, long now) {
    if (others.containsKey(other) || others.size() < OTHERS_MAX) {
      others.put(other, new Heard(acts, now));
    }
  }

  /** Another is gone. */
  void left(long other) {
    others.remove(other);
  }

  /** Decides, and says, whether this one acts. */
  boolean acts(long now) {
    others.values().removeIf(heard -> now - heard.at >= SILENCE_NANOS);
    boolean lower = others.keySet().stream().anyMatch(other -> other < id);
    boolean taken = others.values().stream().anyMatch(heard -> heard.acts);
    if (active) {
      active = others.entrySet().stream()
          .noneMatch(other -> other.getValue().acts && other.getKey() < id);
    } else {
      active = !taken && !lower && now - since >= LISTEN_NANOS;
    }
    return active;
  }

  /** What another said last. */
  private record Heard(boolean acts, long at) {}
}
