package io.fencewire.sim;

import io.fencewire.peer.PeerConnection;
import io.fencewire.server.SimServer;
import java.util.List;

/** Does harm: every now and then one of the faults that this schedule has. At the end it undoes it. */
final class Nemesis {
  private static final long MILLI = SimNet.MILLI;
  private static final long SECOND = 1_000 * MILLI;

  private final SimNode.Ground ground;
  private final World world;
  private final Choices choices;
  private final List<SimNode> nodes;
  private final List<Swarm.Fault> kinds;
  private boolean over;

  Nemesis(SimNode.Ground ground, List<SimNode> nodes) {
    this.ground = ground;
    this.world = ground.world();
    this.choices = world.choices();
    this.nodes = nodes;
    this.kinds = List.copyOf(ground.swarm().faults());
  }

  /** Goes on until {@link #end}. */
  void begin() {
    if (over) {
      return;
    }
    if (!kinds.isEmpty()) {
      harm(kinds.get(choices.pick(kinds.size())));
    }
    long every = ground.swarm().everySeconds() * SECOND;
    world.after(choices.among(every, every / 4, 2 * every, 50 * MILLI), this::begin);
  }

  /** From now on everything is well: links are whole, everybody runs. */
  void end() {
    over = true;
    for (SimNode node : nodes) {
      node.disk().full(false);
      for (SimNode other : nodes) {
        if (other.host() > node.host()) {
          ground.net().cut(node.host(), other.host(), false);
        }
      }
    }
  }

  private void harm(Swarm.Fault kind) {
    SimNode node = nodes.get(choices.pick(nodes.size()));
    int process = choices.pick(node.processes());
    switch (kind) {
      case PAUSE -> node.pause(process, duration());
      case STALL -> stall(node);
      case CRASH -> crash(node, process, false);
      case VANISH -> crash(node, process, true);
      case RESET -> reset();
      case BLACK_HOLE -> swallow();
      case PARTITION -> cut(node);
      case SLOW_READER -> slow();
      case SIMULTANEOUS_DIAL -> dialEachOther(node);
      case BAN -> ban(node);
      case FULL_DISK -> fill(node);
      case CLOSE -> close(node);
    }
  }

  private long duration() {
    return choices.among(
        SECOND,
        30 * MILLI,
        300 * MILLI,
        2_500 * MILLI,
        5 * SECOND + MILLI,
        20 * SECOND,
        70 * SECOND);
  }

  private void stall(SimNode node) {
    SimNode.Part part = SimNode.Part.values()[choices.pick(SimNode.Part.values().length)];
    Actor actor = node.actor(part);
    if (actor != null) {
      long nanos = duration();
      world.note(33, () -> "%s stands still for %.3f s".formatted(actor, nanos / 1e9));
      actor.pause(nanos);
    }
  }

  private void crash(SimNode node, int process, boolean hostToo) {
    if (node.isRunning(process)) {
      node.crash(process, hostToo && node.isServers(process));
      world.after(
          choices.among(SECOND, 20 * MILLI, 15 * SECOND, 100 * SECOND), () -> node.start(process));
    }
  }

  private void reset() {
    SimEnd end = ground.net().any(choices);
    if (end != null && end.other() != null) {
      world.note(
          34,
          () -> "a connection between n%d and n%d is reset"
              .formatted(end.host(), end.other().host()));
      SimEnd other = end.other();
      world.after(choices.among(0, MILLI, 200 * MILLI), end::resetArrives);
      world.after(choices.among(0, MILLI, 200 * MILLI), other::resetArrives);
    }
  }

  private void swallow() {
    SimEnd end = ground.net().any(choices);
    if (end != null && end.other() != null) {
      world.note(
          35,
          () -> "a connection between n%d and n%d falls silent"
              .formatted(end.host(), end.other().host()));
      end.out().swallow();
      if (choices.pick(3) < 2) {
        end.other().out().swallow();
      }
    }
  }

  private void cut(SimNode node) {
    boolean alone = choices.oneIn(2);
    int first = choices.pick(nodes.size());
    long nanos = choices.among(5 * SECOND, 600 * MILLI, 30 * SECOND, 170 * SECOND);
    for (SimNode other : nodes) {
      if (other != node && (alone || other.host() == first)) {
        world.note(
            36,
            () -> "the link between n%d and n%d is cut for %.3f s"
                .formatted(node.host(), other.host(), nanos / 1e9));
        ground.net().cut(node.host(), other.host(), true);
        world.after(nanos, () -> ground.net().cut(node.host(), other.host(), false));
      }
    }
  }

  private void slow() {
    SimEnd end = ground.net().any(choices);
    if (end != null) {
      long nanos = choices.among(SECOND, 9 * SECOND, 12 * SECOND, 40 * SECOND);
      world.note(
          37,
          () -> "nothing that n%d writes on a connection arrives for %.3f s"
              .formatted(end.host(), nanos / 1e9));
      end.out().notBefore(world.now() + nanos);
    }
  }

  private void dialEachOther(SimNode node) {
    SimNode other = nodes.get(choices.pick(nodes.size()));
    long apart = choices.among(0, MILLI, 3 * MILLI, 100 * MILLI);
    if (other != node) {
      dial(node, other, 0);
      dial(other, node, apart);
    }
  }

  private void dial(SimNode from, SimNode to, long after) {
    Actor actor = from.actor(SimNode.Part.APP);
    SimApp app = from.app();
    if (actor != null && app != null) {
      world.note(38, () -> "n" + from.host() + " is told to dial n" + to.host());
      world.at(world.now() + after, actor, () -> app.connect(SimNet.address(to.host())));
    }
  }

  private void ban(SimNode node) {
    SimServer server = node.server();
    SimApp app = node.app();
    Actor actor = node.actor(SimNode.Part.APP);
    if (server == null || app == null || actor == null || server.live().isEmpty()) {
      return;
    }
    PeerConnection victim = server.live().get(choices.pick(server.live().size()));
    world.at(world.now(), actor, () -> app.ban(victim.peer()));
  }

  private void fill(SimNode node) {
    node.disk().full(true);
    world.after(30 * SECOND, () -> node.disk().full(false));
  }

  private void close(SimNode node) {
    SimApp app = node.app();
    Actor actor = node.actor(SimNode.Part.APP);
    if (app != null && actor != null) {
      world.at(world.now(), actor, app::close);
    }
  }
}
