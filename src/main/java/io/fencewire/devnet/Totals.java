package io.fencewire.devnet;

import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the roles of all nodes counted, added up after they were drained. */
record Totals(List<Map<Role, RoleStats>> nodes) {
  private static final String UNKNOWN = "unknown";

  /** Connections that are still there, or are still known to a role, although none may be. */
  long leakedConnections() {
    long sockets = gauge(Role.SERVER, "sockets");
    long known = 0;
    for (Role role : Role.values()) {
      known += gauge(role, "connections");
    }
    return Math.max(sockets, known);
  }

  /** Timers that are still armed for connections that are gone. */
  long leakedTimers() {
    long timers = 0;
    for (Role role : Role.values()) {
      timers += gauge(role, "timers");
    }
    return timers;
  }

  private long gauge(Role role, String name) {
    return nodes.stream()
        .mapToLong(node -> {
          RoleStats stats = node.get(role);
          return stats == null ? 0 : stats.gauges().getOrDefault(name, 0L);
        })
        .sum();
  }

  /** How commands ended, by outcome in small letters. */
  Map<String, Long> sends() {
    Map<String, Long> counters = counters();
    Map<String, Long> sends = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      String word = outcome.name().toLowerCase(Locale.ROOT);
      sends.put(word, counters.getOrDefault("server.sends." + word, 0L));
    }
    // Only a sender can say that it was told nothing.
    sends.put(
        UNKNOWN,
        Arrays.stream(Role.values())
            .mapToLong(role -> counters.getOrDefault(role.word() + "." + UNKNOWN, 0L))
            .sum());
    return sends;
  }

  /** Every counter of every role, summed over the nodes, as in {@code gossip.accepted}. */
  Map<String, Long> counters() {
    Map<String, Long> sums = new TreeMap<>();
    for (Map<Role, RoleStats> node : nodes) {
      node.forEach((role, stats) -> stats
          .counters()
          .forEach((name, count) -> sums.merge(role.word() + "." + name, count, Long::sum)));
    }
    return sums;
  }
}
