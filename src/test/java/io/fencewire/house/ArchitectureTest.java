package io.fencewire.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the plan of the house: every rule against our classes, and against a class that breaks it. */
class ArchitectureTest {
  private static final JavaClasses MAIN = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("io.fencewire");

  static final List<ArchRule> RULES = List.of(
      HouseRules.PEER_KNOWS,
      HouseRules.WIRE_KNOWS,
      HouseRules.IDENTITY_KNOWS,
      HouseRules.ALEO_KNOWS,
      HouseRules.HANDSHAKE_KNOWS,
      HouseRules.BUS_KNOWS,
      HouseRules.API_KNOWS,
      HouseRules.FLIGHT_KNOWS,
      HouseRules.SERVER_KNOWS,
      HouseRules.HEARTBEAT_KNOWS,
      HouseRules.GOSSIP_KNOWS,
      HouseRules.REFRESH_KNOWS,
      HouseRules.CRAWL_KNOWS,
      HouseRules.ADMIN_KNOWS,
      HouseRules.OPTIONS_KNOW,
      HouseRules.DECISIONS_ARE_PURE,
      HouseRules.DECISIONS_ASK_NOBODY,
      HouseRules.BUS_STAYS_WITH_SHELLS,
      HouseRules.SOCKETS_STAY_WITH_THE_SERVER,
      HouseRules.NO_CYCLES,
      HouseRules.NOBODY_SLEEPS);

  private static final AtomicInteger PLANTS = new AtomicInteger();
  private static final List<Breach> BREACHES = Stream.of(
          foreignImports(), otherBreaches(), impureParts(), forbiddenQuestions())
      .flatMap(breaches -> breaches)
      .toList();
  private static final List<String> INNOCENT = innocentCode().toList();

  private static PlantedCode planted;

  @BeforeAll
  static void plant(@TempDir Path directory) throws IOException {
    Stream<String> wrong = BREACHES.stream().flatMap(breach -> breach.sources().stream());
    planted = new PlantedCode(directory, Stream.concat(wrong, INNOCENT.stream()).toList());
  }

  @ParameterizedTest
  @FieldSource("RULES")
  void ourClassesKeepTheRule(ArchRule rule) {
    rule.check(MAIN);
  }

  @Test
  void noTestSleepsEither() {
    JavaClasses all = new ClassFileImporter().importPackages("io.fencewire");
    assertThat(all.contain(ArchitectureTest.class)).isTrue();
    HouseRules.NOBODY_SLEEPS.check(all);
  }

  @ParameterizedTest
  @FieldSource("BREACHES")
  void codeThatBreaksARuleIsFound(Breach breach) {
    JavaClasses classes = planted.from(breach.sources());
    assertThat(classes).hasSizeGreaterThanOrEqualTo(breach.sources().size());
    assertThat(breach.rule().evaluate(classes).hasViolation())
        .as(breach.toString())
        .isTrue();
  }

  @ParameterizedTest
  @FieldSource("INNOCENT")
  void codeThatKeepsThemIsLeftAlone(String source) {
    JavaClasses classes = planted.from(List.of(source));
    assertThat(classes).isNotEmpty();
    for (ArchRule rule : RULES) {
      rule.allowEmptyShould(true).check(classes);
    }
  }

  private static Stream<Breach> foreignImports() {
    return Stream.of(
        imports(HouseRules.PEER_KNOWS, "peer", "wire.Bytes"),
        imports(HouseRules.WIRE_KNOWS, "wire", "bus.NodeBus"),
        imports(HouseRules.IDENTITY_KNOWS, "identity", "bus.NodeBus"),
        imports(HouseRules.ALEO_KNOWS, "identity.aleo", "server.ServerOptions"),
        imports(HouseRules.HANDSHAKE_KNOWS, "handshake", "server.ServerOptions"),
        imports(HouseRules.BUS_KNOWS, "bus", "api.PeerNetwork"),
        imports(HouseRules.API_KNOWS, "api", "server.ServerOptions"),
        imports(HouseRules.SERVER_KNOWS, "server", "gossip.GossipOptions"),
        imports(HouseRules.FLIGHT_KNOWS, "flight", "bus.NodeBus"),
        imports(HouseRules.HEARTBEAT_KNOWS, "heartbeat", "server.ServerOptions"),
        imports(HouseRules.GOSSIP_KNOWS, "gossip", "options.NodeOptions"),
        imports(HouseRules.REFRESH_KNOWS, "refresh", "heartbeat.HeartbeatOptions"),
        imports(HouseRules.CRAWL_KNOWS, "crawl", "server.ServerOptions"),
        imports(HouseRules.ADMIN_KNOWS, "admin", "server.ServerOptions"),
        imports(HouseRules.OPTIONS_KNOW, "options", "bus.NodeBus"));
  }

  private static Stream<Breach> otherBreaches() {
    return Stream.of(
        new Breach(
            HouseRules.NO_CYCLES,
            List.of(
                "package io.fencewire.cli; public class Up { io.fencewire.devnet.Down x; }",
                "package io.fencewire.devnet; public class Down { io.fencewire.cli.Up x; }")),
        new Breach(
            HouseRules.NO_CYCLES,
            List.of(
                "package io.fencewire; public class Fencewire { io.fencewire.cli.Below x; }",
                "package io.fencewire.cli; public class Below { io.fencewire.Fencewire f; }")),
        breach(HouseRules.BUS_STAYS_WITH_SHELLS, "devnet", "io.vertx.core.eventbus.EventBus x;"),
        breach(HouseRules.SOCKETS_STAY_WITH_THE_SERVER, "server", "io.vertx.core.net.NetSocket x;"),
        new Breach(
            HouseRules.SOCKETS_STAY_WITH_THE_SERVER,
            List.of("package io.fencewire.gossip; class A extends io.vertx.core.VerticleBase {"
                + " io.vertx.core.net.NetSocket s; }")),
        breach(HouseRules.NOBODY_SLEEPS, "cli", "void f() throws Exception { Thread.sleep(1); }"),
        breach(
            HouseRules.NOBODY_SLEEPS,
            "cli",
            "void f() throws Exception { java.util.concurrent.TimeUnit.DAYS.sleep(1); }"));
  }

  private static Stream<Breach> impureParts() {
    return Stream.of(
            "io.vertx.core.Vertx x;",
            "io.vertx.core.buffer.Buffer x;",
            "io.fencewire.bus.NodeBus x;",
            "java.time.Clock x;",
            "java.util.Timer x;",
            "java.net.Socket x;",
            "java.io.File x;",
            "java.nio.file.Path x;",
            "java.util.concurrent.ExecutorService x;",
            "java.util.concurrent.locks.ReentrantLock x;",
            "java.util.concurrent.ThreadLocalRandom x;",
            "Thread[] x;",
            "Runnable x = () -> new Thread().start();",
            "static class Shell extends io.vertx.core.VerticleBase {} Shell x;")
        .map(body -> breach(HouseRules.DECISIONS_ARE_PURE, "server", body));
  }

  private static Stream<Breach> forbiddenQuestions() {
    return Stream.of(
            "long x = System.nanoTime();",
            "long x = System.currentTimeMillis();",
            "java.util.function.LongSupplier x = System::nanoTime;",
            "void f() { System.out.println(); }",
            "Object x = java.time.Instant.now();",
            "Object x = java.time.LocalDateTime.now();",
            "double x = Math.random();",
            "Object x = new java.util.Random();",
            "java.util.function.Supplier<Object> x = java.util.Random::new;",
            "Object x = new java.security.SecureRandom();",
            "Object x = java.util.random.RandomGenerator.getDefault();",
            "Object x = java.util.UUID.randomUUID();",
            "void f(java.util.List<String> list) { java.util.Collections.shuffle(list); }",
            "Object f() throws Exception { return java.net.InetAddress.getByName(\"x\"); }")
        .map(body -> breach(HouseRules.DECISIONS_ASK_NOBODY, "refresh", body));
  }

  private static Stream<String> innocentCode() {
    return Stream.of(
        type("server", "Object x = new java.util.Random(7); byte[][] bytes = new byte[1][];"),
        type(
            "gossip",
            "enum State { NEW } int f(State s) { return switch (s) { case NEW -> 1; }; }"),
        type("server", "int f(java.security.SecureRandom r) { return r.nextInt(); }"),
        type("refresh", "record Entry(String name, java.time.Duration age) {}"),
        type("heartbeat", "Object f(Object a) { assert a != null; return \"x\" + a.hashCode(); }"),
        type(
            "peer", "Object f() throws Exception { return java.net.InetAddress.getByName(\"\"); }"),
        type("devnet", "java.nio.channels.FileChannel file;"),
        type("devnet", "long now = System.nanoTime(); io.fencewire.NodeVerticle node;"),
        "package io.fencewire.server; record AnyOptions(java.nio.file.Path file) {}",
        "package io.fencewire.gossip; class AVerticle extends io.vertx.core.VerticleBase {"
            + " long now = System.nanoTime(); io.vertx.core.eventbus.EventBus bus;"
            + " Runnable r = () -> vertx.eventBus().publish(\"\", now); }");
  }

  private static Breach imports(ArchRule rule, String room, String type) {
    return breach(rule, room, "io.fencewire." + type + " x;");
  }

  private static String type(String room, String body) {
    String name = "Planted" + PLANTS.incrementAndGet();
    return "package io.fencewire." + room + "; class " + name + " { " + body + " }";
  }

  private static Breach breach(ArchRule rule, String room, String body) {
    return new Breach(rule, List.of(type(room, body)));
  }

  /** Code, one type per source, and the rule it breaks. */
  private record Breach(ArchRule rule, List<String> sources) {}
}
