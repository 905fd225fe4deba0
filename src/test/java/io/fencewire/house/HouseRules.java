package io.fencewire.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Set;

/** Who may know whom: each rule of the house as an ArchUnit rule, with its reason. */
final class HouseRules {
  /**
   * Shells that are no verticles: they hold a socket or a file for the room's decisions. A new one
   * is a decision about the architecture, so it is named here.
   */
  private static final Set<String> NAMED_SHELLS = Set.of(
      "io.fencewire.server.PeerSocket",
      "io.fencewire.server.Dialer",
      "io.fencewire.server.BusPort",
      "io.fencewire.server.ConnectionLog",
      "io.fencewire.server.DialDesk",
      "io.fencewire.server.Names",
      "io.fencewire.server.CommandDesk",
      "io.fencewire.server.SiblingDesk",
      "io.fencewire.server.SharedPort",
      "io.fencewire.server.RoleDesk",
      "io.fencewire.server.NodeDesk",
      "io.fencewire.gossip.MeshDesk",
      "io.fencewire.gossip.BusWords",
      "io.fencewire.refresh.Succession",
      "io.fencewire.OneIdentity",
      "io.fencewire.refresh.BookFile",
      "io.fencewire.refresh.BookKeeper",
      "io.fencewire.server.ListedPeers",
      "io.fencewire.server.TlsLayer",
      "io.fencewire.server.HandshakeWorkers",
      "io.fencewire.server.WarmUp",
      "io.fencewire.server.FirstByte",
      "io.fencewire.server.FlightEvents",
      "io.fencewire.server.FlightDesk",
      "io.fencewire.flight.FlightLines",
      "io.fencewire.flight.FlightParser",
      "io.fencewire.flight.FlightFile",
      "io.fencewire.flight.FlightFolder",
      "io.fencewire.identity.KeyFile",
      "io.fencewire.identity.TlsIdentity");

  /** Holds sends of the roles back on their way to the bus, as a task that is late would. */
  private static final String LATE_SENDS = "io.fencewire.devnet.LateSends";

  /** Implements interfaces of the JDK that name sockets, and never has one. */
  private static final String TLS_IDENTITY = "io.fencewire.identity.TlsIdentity";

  private static final List<String> DECIDING_ROOMS = List.of(
      "server",
      "heartbeat",
      "gossip",
      "refresh",
      "crawl",
      "flight",
      "handshake",
      "peer",
      "wire",
      "identity",
      "identity.aleo");

  private static final Set<String> SOCKETS = Set.of(
      "io.vertx.core.net.NetClient",
      "io.vertx.core.net.NetServer",
      "io.vertx.core.net.NetSocket",
      "java.net.DatagramSocket",
      "java.net.ServerSocket",
      "java.net.Socket",
      "java.nio.channels.DatagramChannel",
      "java.nio.channels.ServerSocketChannel",
      "java.nio.channels.SocketChannel");

  static final DescribedPredicate<JavaClass> SHELLS =
      describe("are shells", type -> isShell(outermost(type)));

  static final DescribedPredicate<JavaClass> DECISIONS = describe(
      "are decision classes",
      type -> DECIDING_ROOMS.contains(room(type)) && !isShell(outermost(type)));

  static final ArchRule PEER_KNOWS = knowsOnly("peer");
  static final ArchRule WIRE_KNOWS = knowsOnly("wire", "peer");
  static final ArchRule IDENTITY_KNOWS = knowsOnly("identity", "peer", "wire");
  static final ArchRule ALEO_KNOWS = knowsOnly("identity.aleo", "identity", "peer", "wire");
  static final ArchRule HANDSHAKE_KNOWS =
      knowsOnly("handshake", "identity", "identity.aleo", "peer", "wire");
  static final ArchRule BUS_KNOWS = knowsOnly("bus", "peer", "wire");
  static final ArchRule API_KNOWS = knowsOnly("api", "bus", "peer", "wire");
  static final ArchRule FLIGHT_KNOWS = knowsOnly("flight", "peer");

  static final ArchRule SERVER_KNOWS = knowsOnly(
          "server", "bus", "flight", "handshake", "identity", "peer", "wire")
      .because("roles meet on the bus and nowhere else; the recorder is the server's own");

  static final ArchRule HEARTBEAT_KNOWS = roleKnows("heartbeat");
  static final ArchRule GOSSIP_KNOWS = roleKnows("gossip");
  static final ArchRule REFRESH_KNOWS = roleKnows("refresh");

  static final ArchRule CRAWL_KNOWS = knowsOnly("crawl", "bus", "peer", "wire")
      .because("it visits with a server like any other, and speaks to it on the bus");

  static final ArchRule ADMIN_KNOWS = knowsOnly("admin", "api", "bus", "peer", "wire")
      .because("it asks over the bus, so that it can be in another JVM than what it asks");

  static final ArchRule OPTIONS_KNOW = knowsOnly(
          "options",
          "admin",
          "flight",
          "gossip",
          "handshake",
          "heartbeat",
          "identity",
          "identity.aleo",
          "peer",
          "refresh",
          "server",
          "wire")
      .because("what a node can be told is known before anything of it is there");

  static final ArchRule DECISIONS_ARE_PURE = classes()
      .that(DECISIONS)
      .should(new DependOnlyOnWhatIsPure())
      .because("a decision must give the same answer in the simulator as behind a socket");

  static final ArchRule DECISIONS_ASK_NOBODY = noClasses()
      .that(DECISIONS)
      .should()
      .accessTargetWhere(describe(
          "reads a clock, a die, a name server or the process",
          access -> ForbiddenAccess.isForbidden(access, room(access.getOriginOwner()))))
      .because("the time and the random generator are arguments");

  static final ArchRule BUS_STAYS_WITH_SHELLS = noClasses()
      .that(not(SHELLS)
          .and(not(inRooms("bus", "api")))
          .and(describe("are not the late sends", type -> !isNamed(type, LATE_SENDS))))
      .should()
      .dependOnClassesThat(describe("are of the event bus", HouseRules::isOfTheBus))
      .because("deliveries are turned into method calls in one place per role");

  static final ArchRule SOCKETS_STAY_WITH_THE_SERVER = noClasses()
      .that(not(SHELLS)
          .or(not(inRooms("server")))
          .and(describe("only name them", type -> !isNamed(type, TLS_IDENTITY))))
      .should()
      .dependOnClassesThat(describe("are sockets", HouseRules::isSocket))
      .because("the fence holds only if the server alone touches a socket");

  static final ArchRule NO_CYCLES = slices()
      .assignedFrom(new Rooms())
      .should()
      .beFreeOfCycles()
      .because("a room can be read without the rooms that use it");

  static final ArchRule NOBODY_SLEEPS = noClasses()
      .should()
      .accessTargetWhere(describe("sleeps", HouseRules::isSleep))
      .because("an event loop has no time to lose, and a test that sleeps is slow or wrong");

  private HouseRules() {}

  /** The part of the package below ours: "server" for io.fencewire.server, "" outside. */
  static String room(JavaClass type) {
    String prefix = "io.fencewire.";
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(prefix) ? name.substring(prefix.length()) : "";
  }

  private static ArchRule roleKnows(String role) {
    return knowsOnly(role, "bus", "identity", "peer", "wire")
        .because("roles meet on the bus and nowhere else");
  }

  private static ArchRule knowsOnly(String room, String... others) {
    return noClasses()
        .that(inRooms(room))
        .should()
        .dependOnClassesThat(describe(
            "are ours outside of " + room + " and " + List.of(others),
            type -> isOurs(type) && !room(type).equals(room) && !isIn(type, others)));
  }

  private static DescribedPredicate<JavaClass> inRooms(String... rooms) {
    return describe("are in " + List.of(rooms), type -> isIn(type, rooms));
  }

  private static boolean isIn(JavaClass type, String... rooms) {
    return List.of(rooms).contains(room(type));
  }

  private static boolean isOurs(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("io.fencewire") || name.startsWith("io.fencewire.");
  }

  private static boolean isShell(JavaClass type) {
    return type.isAssignableTo(VerticleBase.class) || NAMED_SHELLS.contains(type.getName());
  }

  private static boolean isSocket(JavaClass type) {
    return SOCKETS.contains(type.getName());
  }

  private static boolean isSleep(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return access.getTarget().getName().equals("sleep")
        && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit").contains(owner);
  }

  /** How the bus is set up is no delivery: the launcher checks it. */
  private static boolean isOfTheBus(JavaClass type) {
    return type.getPackageName().startsWith("io.vertx.core.eventbus")
        && !isNamed(type, "io.vertx.core.eventbus.EventBusOptions");
  }

  private static boolean isNamed(JavaClass type, String name) {
    return outermost(type).getName().equals(name);
  }

  /** The class whose file this one is written in. */
  static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  /**
   * Every package is a slice. The entry point is one of its own: it may start anything, and the
   * rest of its package (the composition root) must not need it.
   */
  private static final class Rooms implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return isNamed(type, "io.fencewire.Fencewire")
          ? SliceIdentifier.of("the entry point")
          : SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
