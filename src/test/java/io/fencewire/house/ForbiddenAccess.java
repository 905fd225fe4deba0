package io.fencewire.house;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** Calls that decide nothing by themselves: they ask the machine for the time, a number, a name. */
final class ForbiddenAccess {
  private static final Set<String> PURE_OF_SYSTEM =
      Set.of("arraycopy", "identityHashCode", "lineSeparator");
  private static final Set<String> LOOK_UPS = Set.of(
      "getAllByName",
      "getByName",
      "getCanonicalHostName",
      "getHostName",
      "getLocalHost",
      "isReachable");

  /** Ways to a generator of one's own; using one that was handed in is fine. */
  private static final Set<String> SEEDING = Set.of("<init>", "getInstance", "getInstanceStrong");

  private ForbiddenAccess() {}

  /** Whether a decision class in this room may not do this. */
  static boolean isForbidden(JavaAccess<?> access, String room) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return switch (owner.getName()) {
      case "java.lang.System" -> !PURE_OF_SYSTEM.contains(name);
      case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
      case "java.util.Random", "java.util.SplittableRandom" ->
        name.equals("<init>") && parameters(access) == 0;
      case "java.security.SecureRandom" -> SEEDING.contains(name);
      case "java.util.random.RandomGenerator" -> name.equals("getDefault") || name.equals("of");
      case "java.util.UUID" -> name.equals("randomUUID");
      case "java.util.Collections" -> name.equals("shuffle") && parameters(access) == 1;
      case "java.net.InetAddress", "java.net.Inet4Address", "java.net.Inet6Address" ->
        !room.equals("peer") && LOOK_UPS.contains(name);
      case "java.util.concurrent.TimeUnit" -> name.equals("sleep");
      default -> owner.getPackageName().equals("java.time") && name.equals("now");
    };
  }

  private static int parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        ? target.getRawParameterTypes().size()
        : 0;
  }
}
