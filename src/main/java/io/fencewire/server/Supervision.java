package io.fencewire.server;

import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which instances of the other roles there are, as far as this server has heard lately, and which of
 * them a connection is entrusted to: one in this JVM, else the one whose turn it is. Each says every
 * second that it is there; one that says nothing for too long, on the clock that stands still while
 * this process does, is taken for gone.
 */
final class Supervision {
  /** Instances that are remembered; a further one is not heard until another is gone. */
  static final int INSTANCES_MAX = 256;

  /** An instance that is silent for so long is gone. */
  static final long SILENCE_NANOS = 5_000_000_000L;

  private final String jvm;
  private final LocalHealth health;
  private final Map<RoleInstance, Long> heardAt = new LinkedHashMap<>();

  /** Nobody is there yet; {@code jvm} is the one this server runs in. */
  Supervision(String jvm, LocalHealth health) {
    this.jvm = jvm;
    this.health = health;
  }

  /** An instance says that it is there; true if that was not known. */
  boolean heard(RoleInstance instance, long now) {
    if (!heardAt.containsKey(instance) && heardAt.size() >= INSTANCES_MAX) {
      return false;
    }
    return heardAt.put(instance, health.awake(now)) == null;
  }

  /** An instance is gone; true if it was there. */
  boolean left(RoleInstance instance) {
    return heardAt.remove(instance) != null;
  }

  /** Takes those out that have been silent for too long. */
  List<RoleInstance> takeSilent(long now) {
    long awake = health.awake(now);
    List<RoleInstance> silent = new ArrayList<>();
    heardAt.forEach((instance, at) -> {
      if (awake - at >= SILENCE_NANOS) {
        silent.add(instance);
      }
    });
    silent.forEach(heardAt::remove);
    return silent;
  }

  /**
   * Who should look after a connection that {@code present} looks after now, or nobody: of those in
   * this JVM the newest, else the present one, else the one that was chosen longest ago. Null if
   * nobody plays the role.
   */
  @Nullable
  RoleInstance choose(Role role, @Nullable RoleInstance present) {
    RoleInstance local = null;
    RoleInstance remote = null;
    for (RoleInstance instance : heardAt.keySet()) {
      if (instance.role() == role && instance.jvm().equals(jvm)) {
        local = instance;
      } else if (instance.role() == role && remote == null) {
        remote = instance;
      }
    }
    if (local != null) {
      return local;
    }
    if (present != null && heardAt.containsKey(present)) {
      return present;
    }
    return remote == null ? null : takeTurn(remote);
  }

  /** All that are there. */
  List<RoleInstance> all() {
    return List.copyOf(heardAt.keySet());
  }

  private RoleInstance takeTurn(RoleInstance chosen) {
    Long at = heardAt.remove(chosen);
    if (at != null) {
      heardAt.put(chosen, at);
    }
    return chosen;
  }
}
