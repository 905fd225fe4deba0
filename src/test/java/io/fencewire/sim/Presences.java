package io.fencewire.sim;

import io.fencewire.bus.ServerCommand.Bye;
import io.fencewire.bus.ServerCommand.Hello;
import java.util.HashMap;
import java.util.Map;

/** Which instances of roles each server may take for gone: those it has not heard for long enough. */
final class Presences {
  private static final long SILENCE_NANOS = 5_000_000_000L;

  private final Map<Actor, Map<String, Long>> heardAt = new HashMap<>();

  /** Something reaches an actor, perhaps a server. */
  void heard(Actor to, Object body, long now) {
    if (body instanceof Hello hello) {
      heardAt.computeIfAbsent(to, none -> new HashMap<>()).put(hello.instance().toString(), now);
    } else if (body instanceof Bye bye) {
      heardAt.getOrDefault(to, new HashMap<>()).remove(bye.instance().toString());
    }
  }

  /** A server asks an instance, and the bus tells it at once if nobody listens there. */
  void asked(Actor server, String address, boolean listened) {
    if (!listened) {
      heardAt
          .getOrDefault(server, new HashMap<>())
          .keySet()
          .removeIf(each -> address.endsWith("." + each));
    }
  }

  /** Whether this server may think that nobody is at this address any more. */
  boolean isSilent(Actor server, String address, long now) {
    return heardAt.getOrDefault(server, Map.of()).entrySet().stream()
        .noneMatch(
            each -> address.endsWith("." + each.getKey()) && now - each.getValue() < SILENCE_NANOS);
  }
}
