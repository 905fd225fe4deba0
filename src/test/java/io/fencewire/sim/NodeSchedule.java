package io.fencewire.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two to five whole nodes for at least ten minutes: first with faults, then, when those have
 * stopped, until everything is well again; at last they stop in good order.
 */
public final class NodeSchedule implements Schedule {
  private static final long SECOND = 1_000_000_000L;
  private static final long LEAST_NANOS = 600 * SECOND;

  private final Path scratch;

  /** A schedule that writes address books, when they are read, below this directory. */
  public NodeSchedule(Path scratch) {
    this.scratch = scratch;
  }

  @Override
  public String name() {
    return "node";
  }

  @Override
  public @Nullable Violation run(Choices choices, Trace trace) {
    Swarm swarm = Swarm.draw(choices);
    World world = new World(choices, trace);
    world.note(1, swarm::toString);
    Weather weather = new Weather(world);
    NodeRules rules = new NodeRules(world, swarm);
    SimNet net = new SimNet(world, weather, swarm.nodes(), swarm.kernelBytes());
    SimNode.Ground ground =
        new SimNode.Ground(world, swarm, new SimBus(world, weather, rules), net, rules);
    List<SimNode> nodes = new ArrayList<>();
    for (int host = 0; host < swarm.nodes(); host++) {
      Path book = scratch.resolve(Thread.currentThread().getId() + "-" + host).resolve("book.json");
      nodes.add(new SimNode(ground, host, new SimDisk(world, choices.oneIn(4) ? null : book)));
    }
    try {
      run(ground, weather, nodes);
    } finally {
      nodes.forEach(node -> node.disk().clear());
    }
    return world.violation();
  }

  private static void run(SimNode.Ground ground, Weather weather, List<SimNode> nodes) {
    World world = ground.world();
    Swarm swarm = ground.swarm();
    Choices choices = world.choices();
    for (SimNode node : nodes) {
      world.after(choices.among(0, SECOND, 7 * SECOND), node::start);
    }
    Nemesis nemesis = new Nemesis(ground, nodes);
    world.after(choices.among(20, 2, 60) * SECOND, nemesis::begin);
    world.sleepyTurns(choices.oneIn(3));
    ground.net().aiming(choices.oneIn(2));
    weather.become(swarm.odds());
    world.runUntil(choices.among(300, 200, 420) * SECOND);

    nemesis.end();
    weather.become(Weather.Odds.NONE);
    world.sleepyTurns(false);
    ground.net().aiming(false);
    ground.rules().calm();
    world.note(2, () -> "the faults stop");
    Liveness liveness = new Liveness(ground, nodes);
    // The longest restart, the longest pause, a connection that has to be found dead, the back-off,
    // which is longer where a ban, told to a node without extensions, looks like a closed door.
    int backoff = swarm.plain() >= 0 && swarm.faults().contains(Swarm.Fault.BAN) ? 1_200 : 600;
    long until = world.now() + (200 + swarm.silenceSeconds() + backoff) * SECOND;
    liveness.awaitPeers(until);
    world.note(3, () -> "everybody has peers");
    liveness.awaitPings();
    liveness.awaitItems(until);
    world.runUntil(Math.max(world.now(), LEAST_NANOS));
    nodes.forEach(SimNode::stop);
    world.note(4, () -> "everybody is told to stop");
    world.runUntil(world.now() + 30 * SECOND);
  }
}
