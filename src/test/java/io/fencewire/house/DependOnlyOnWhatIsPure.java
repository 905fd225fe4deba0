package io.fencewire.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Lets a class use values, collections and digests, other decisions, and nothing that acts. */
final class DependOnlyOnWhatIsPure extends ArchCondition<JavaClass> {
  private static final Set<String> PACKAGES = Set.of(
      "java.lang",
      "java.lang.annotation",
      "java.lang.invoke",
      "java.lang.runtime",
      "java.math",
      "java.nio",
      "java.nio.charset",
      "java.security",
      "java.time",
      "java.util",
      "java.util.function",
      "java.util.random",
      "java.util.regex",
      "java.util.stream",
      "org.jspecify.annotations");

  /** What would be allowed by its package, and reaches out all the same. */
  private static final Set<String> IMPURE = Set.of(
      "java.lang.InheritableThreadLocal",
      "java.lang.Process",
      "java.lang.ProcessBuilder",
      "java.lang.ProcessHandle",
      "java.lang.Runtime",
      "java.lang.Thread",
      "java.lang.ThreadGroup",
      "java.lang.ThreadLocal",
      "java.security.KeyPairGenerator",
      "java.time.Clock",
      "java.time.InstantSource",
      "java.util.Timer",
      "java.util.TimerTask",
      "java.util.random.RandomGeneratorFactory");

  /** Values whose packages are otherwise closed; what they could look up is a forbidden access. */
  private static final Set<String> VALUES = Set.of(
      "java.net.Inet4Address",
      "java.net.Inet6Address",
      "java.net.InetAddress",
      "java.net.UnknownHostException",
      "java.util.concurrent.TimeUnit");

  DependOnlyOnWhatIsPure() {
    super("depend only on values and on each other");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      if (!isPure(type, dependency.getTargetClass().getBaseComponentType())) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }

  private static boolean isPure(JavaClass origin, JavaClass target) {
    String name = target.getName();
    return HouseRules.DECISIONS.test(target)
        || (PACKAGES.contains(target.getPackageName()) && !IMPURE.contains(name))
        || VALUES.contains(name)
        || isOptionWithPath(origin, name)
        || isCryptography(origin, name);
  }

  /** Options may name the place of a file; only a shell opens it. */
  private static boolean isOptionWithPath(JavaClass origin, String target) {
    return HouseRules.outermost(origin).getSimpleName().endsWith("Options")
        && target.equals("java.nio.file.Path");
  }

  private static boolean isCryptography(JavaClass origin, String target) {
    return HouseRules.room(origin).startsWith("identity")
        && (target.startsWith("org.bouncycastle.")
            || target.startsWith("java.security.cert.")
            || target.equals("java.io.ByteArrayInputStream"));
  }
}
