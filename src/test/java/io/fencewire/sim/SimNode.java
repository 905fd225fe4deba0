package io.fencewire.sim;

import io.fencewire.gossip.SimGossip;
import io.fencewire.heartbeat.SimHeartbeat;
import io.fencewire.identity.Identity;
import io.fencewire.refresh.SimRefresh;
import io.fencewire.server.SimServer;
import io.vertx.core.Deployable;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole node: the real roles and an application, each an actor, in one process or in several. */
final class SimNode {
  private static final long MILLI = SimNet.MILLI;

  private final Ground ground;
  private final int host;
  private final Identity identity;
  private final SimDisk disk;
  private final List<List<Part>> processes;
  private final Map<Part, Instance> parts = new EnumMap<>(Part.class);

  SimNode(Ground ground, int host, SimDisk disk) {
    this.ground = ground;
    this.host = host;
    this.disk = disk;
    this.identity = new ToyIdentity(host);
    this.processes = ground.swarm.spread()
        ? List.of(
            List.of(Part.HEARTBEAT),
            List.of(Part.GOSSIP, Part.APP),
            List.of(Part.SERVER),
            List.of(Part.REFRESH))
        : List.of(List.of(Part.values()));
  }

  /** What all nodes stand on. */
  record Ground(World world, Swarm swarm, SimBus bus, SimNet net, NodeRules rules) {}

  /** A part of a node, in the order in which they start. */
  enum Part {
    HEARTBEAT,
    GOSSIP,
    SERVER,
    REFRESH,
    APP
  }

  /** One start of one part. */
  private record Instance(Actor actor, Deployable verticle, SimVertx vertx) {}

  int host() {
    return host;
  }

  SimDisk disk() {
    return disk;
  }

  /** How many processes it has. */
  int processes() {
    return processes.size();
  }

  /** Whether all parts of a process are there. */
  boolean isRunning(int process) {
    return parts.keySet().containsAll(processes.get(process));
  }

  /** Whether all of it runs and none of it stands still. */
  boolean isAwake() {
    return parts.size() == Part.values().length
        && parts.values().stream().noneMatch(instance -> instance.actor.isPaused());
  }

  /** Whether the process of the server is this one. */
  boolean isServers(int process) {
    return processes.get(process).contains(Part.SERVER);
  }

  @Nullable
  SimServer server() {
    Instance instance = parts.get(Part.SERVER);
    return instance == null ? null : (SimServer) instance.verticle;
  }

  @Nullable
  SimApp app() {
    Instance instance = parts.get(Part.APP);
    return instance == null ? null : (SimApp) instance.verticle;
  }

  /** The event loop of a part, or null while it is not there. */
  @Nullable
  Actor actor(Part part) {
    Instance instance = parts.get(part);
    return instance == null ? null : instance.actor;
  }

  /** Starts everything. */
  void start() {
    for (int process = 0; process < processes.size(); process++) {
      start(process);
    }
  }

  /** Starts one process: its parts one after the other, as the composition root does. */
  void start(int process) {
    World world = ground.world;
    long offset = world.choices().among(0, -7_000_000_000L, Long.MAX_VALUE - 90_000_000_000L);
    world.note(30, () -> "n" + host + ": " + processes.get(process) + " start");
    ground.net.reappear(host);
    startNext(processes.get(process).iterator(), offset);
  }

  /** A process stands still. */
  void pause(int process, long nanos) {
    ground.world.note(
        31,
        () ->
            "n%d: %s stand still for %.3f s".formatted(host, processes.get(process), nanos / 1e9));
    for (Part part : processes.get(process)) {
      Instance instance = parts.get(part);
      if (instance != null) {
        instance.actor.pause(nanos);
      }
    }
  }

  /** A process is killed; with its host, nobody is told. */
  void crash(int process, boolean hostToo) {
    ground.world.note(
        32,
        () -> "n" + host + ": " + processes.get(process) + " are killed"
            + (hostToo ? ", and so is the host" : ""));
    for (Part part : processes.get(process)) {
      Instance instance = parts.remove(part);
      if (instance != null) {
        instance.actor.die();
        ground.bus.forget(instance.actor);
        if (part == Part.SERVER) {
          ground.net.crash(instance.actor, host, hostToo);
        }
        if (part == Part.REFRESH) {
          disk.crash();
        }
      }
    }
  }

  /** Stops in good order, the server first: it says goodbye to its peers. */
  void stop() {
    for (Part part : List.of(Part.APP, Part.REFRESH, Part.SERVER, Part.GOSSIP, Part.HEARTBEAT)) {
      Instance instance = parts.get(part);
      if (instance != null) {
        ground.world.at(ground.world.now(), instance.actor, () -> undeploy(instance));
      }
    }
  }

  private void startNext(Iterator<Part> left, long offset) {
    if (!left.hasNext()) {
      return;
    }
    Part part = left.next();
    World world = ground.world;
    Actor actor = new Actor(world, "n" + host + "." + part.name().toLowerCase(Locale.ROOT), offset);
    SimVertx vertx = new SimVertx(actor, ground.bus, disk);
    Instance instance = new Instance(actor, verticle(part, actor), vertx);
    parts.put(part, instance);
    if (part == Part.HEARTBEAT) {
      ground.net.aimAt(actor);
      ground.rules.watchHeartbeat(actor);
    }
    long takes = world.choices().among(MILLI, 20 * MILLI, 3_000 * MILLI);
    world.at(
        world.now() + takes,
        actor,
        () -> deploy(instance, () -> {
          if (!actor.isDead()) {
            startNext(left, offset);
          }
        }));
  }

  private Deployable verticle(Part part, Actor actor) {
    Swarm swarm = ground.swarm;
    String name = "n" + host;
    return switch (part) {
      case HEARTBEAT -> SimHeartbeat.of(name, swarm.heartbeat(), actor);
      case GOSSIP -> SimGossip.of(name, swarm.gossip(), actor);
      case SERVER ->
        new SimServer(
            name,
            swarm.server(host),
            identity,
            swarm.plain() != host,
            new SimServer.Place(actor, ground.net, host));
      case REFRESH -> SimRefresh.of(name, swarm.refresh(host, disk.book()), actor);
      case APP -> new SimApp(name, actor, ground.rules);
    };
  }

  private static void deploy(Instance instance, Runnable then) {
    try {
      instance.verticle.deploy(instance.vertx.context()).onSuccess(ready -> then.run());
    } catch (Exception e) {
      throw new IllegalStateException("a part does not start", e);
    }
  }

  private static void undeploy(Instance instance) {
    try {
      Objects.requireNonNull(instance.verticle.undeploy(instance.vertx.context()));
    } catch (Exception e) {
      throw new IllegalStateException("a part does not stop", e);
    }
  }
}
