package io.fencewire.sim;

import io.fencewire.peer.ListenAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network between the nodes: listeners, TCP connections, links that can be cut and healed, hosts
 * that can vanish. What is on its way over a cut link waits, as TCP repeats it until it gets through.
 */
public final class SimNet {
  static final long MILLI = 1_000_000L;

  private final World world;
  private final Weather weather;
  private final Map<ListenAddress, Listener> listeners = new HashMap<>();
  private final List<SimEnd> ends = new ArrayList<>();
  private final Set<SimLane> waiting = new LinkedHashSet<>();
  private final boolean[][] cut;
  private final boolean[] vanished;
  private final List<Actor> aims = new ArrayList<>();
  private final int kernelBytes;
  private boolean aiming;
  private int ports = 10_000;

  SimNet(World world, Weather weather, int hosts, int kernelBytes) {
    this.world = world;
    this.weather = weather;
    this.cut = new boolean[hosts][hosts];
    this.vanished = new boolean[hosts];
    this.kernelBytes = kernelBytes;
  }

  /** Takes what is dialled at an address. */
  public interface Acceptor {
    /** A connection, in a turn of the listener's. */
    void accept(SimEnd end, ListenAddress remote);
  }

  /** One listening socket. */
  private record Listener(Actor actor, int host, Acceptor acceptor) {}

  World world() {
    return world;
  }

  /** How many bytes a kernel takes over before a write has to wait. */
  int kernelBytes() {
    return kernelBytes;
  }

  /** Has this actor's host listen at an address. */
  public void listen(Actor actor, int host, ListenAddress address, Acceptor acceptor) {
    listeners.put(address, new Listener(actor, host, acceptor));
  }

  /** Nobody listens there any more. */
  public void close(ListenAddress address) {
    listeners.remove(address);
  }

  /**
   * Dials. What becomes of it is told to the end's user, in turns of the dialler's; without an
   * answer it fails when the patience is over.
   */
  public SimEnd dial(Actor actor, int host, ListenAddress to, long patienceNanos) {
    SimEnd end = new SimEnd(this, actor, host);
    ends.add(end);
    Listener listener = listeners.get(to);
    int there = listener == null ? hostOf(to) : listener.host;
    world.at(world.now() + patienceNanos, actor, () -> end.refused("connection timed out"));
    world.after(latency(host, there, true), () -> arrive(end, to, there));
    return end;
  }

  /** An application's handshakes aim at the timers of these. */
  void aimAt(Actor actor) {
    aims.add(actor);
  }

  /** From now on, handshakes end close to somebody's timer. */
  void aiming(boolean isAiming) {
    aiming = isAiming;
  }

  /** Cuts the link between two hosts, or heals it. */
  void cut(int one, int other, boolean isCut) {
    cut[one][other] = isCut;
    cut[other][one] = isCut;
    if (!isCut) {
      List<SimLane> all = List.copyOf(waiting);
      waiting.clear();
      all.forEach(SimLane::tryAgain);
    }
  }

  /** Something waits for a link to heal. */
  void waits(SimLane lane) {
    waiting.add(lane);
  }

  /** Whether nothing gets from one to the other. */
  boolean isCut(int from, int to) {
    return cut[from][to];
  }

  /** The host of a crashed process answers for it, or is gone itself. */
  void crash(Actor actor, int host, boolean hostToo) {
    vanished[host] = hostToo;
    listeners.values().removeIf(listener -> listener.actor == actor);
    for (SimEnd end : List.copyOf(ends)) {
      if (end.actor() == actor) {
        end.crash(hostToo);
      }
    }
  }

  /** The host is there again, and knows nothing of what was. */
  void reappear(int host) {
    vanished[host] = false;
  }

  boolean isVanished(int host) {
    return vanished[host];
  }

  /** All ends that are open, oldest first. */
  List<SimEnd> open() {
    ends.removeIf(SimEnd::isOver);
    return ends.stream().filter(SimEnd::isOpen).toList();
  }

  /** How many open ends an actor holds. */
  public int openEnds(Actor actor) {
    int open = 0;
    for (SimEnd end : ends) {
      if (end.actor() == actor && end.isHeld()) {
        open++;
      }
    }
    return open;
  }

  /** Whether bytes vanish on a connection that anybody still holds. */
  boolean hasBlackHole() {
    return ends.stream()
        .anyMatch(end -> end.isOpen()
            && (end.out().swallows()
                || (end.other() != null && end.other().out().swallows())));
  }

  /** Whether what is written on a connection that anybody still holds takes long to arrive. */
  boolean hasSlowWay() {
    return ends.stream()
        .anyMatch(end -> end.isOpen()
            && (end.out().isSlow() || (end.other() != null && end.other().out().isSlow())));
  }

  void forget(SimEnd end) {
    ends.remove(end);
  }

  /** How long a segment takes. */
  long latency(int from, int to, boolean handshake) {
    Choices choices = world.choices();
    if (aiming && handshake && !aims.isEmpty() && choices.oneIn(3)) {
      Actor aim = aims.get(choices.pick(aims.size()));
      long until = aim.isDead() ? 0 : weather.untilTimerOf(aim);
      if (until > 0 && until < 2_500 * MILLI) {
        return until;
      }
    }
    return (1 + (from + to) % 3) * choices.among(MILLI, 2 * MILLI, 10 * MILLI, 40 * MILLI);
  }

  private void arrive(SimEnd dialler, ListenAddress to, int there) {
    Listener listener = listeners.get(to);
    if (there < 0 || cut[dialler.host()][there] || vanished[there]) {
      return; // the dialler runs out of patience
    }
    long back = latency(there, dialler.host(), true);
    if (listener == null) {
      world.at(world.now() + back, dialler.actor(), () -> dialler.refused("connection refused"));
      return;
    }
    SimEnd accepted = new SimEnd(this, listener.actor, there);
    ends.add(accepted);
    accepted.connect(dialler);
    accepted.out().notBefore(world.now() + back);
    ListenAddress remote = new ListenAddress(ip(dialler.host()), ++ports);
    world.at(world.now(), listener.actor, () -> accepted.accepted(listener.acceptor, remote));
    world.after(back, () -> opened(dialler, accepted));
  }

  private void opened(SimEnd dialler, SimEnd accepted) {
    if (dialler.isWaiting()) {
      dialler.connect(accepted);
      world.at(world.now(), dialler.actor(), dialler::opened);
    } else {
      accepted.resetArrives();
    }
  }

  /** The address of a host. */
  static String ip(int host) {
    return "8.8." + (host + 1) + ".1";
  }

  /** Where a host's node listens. */
  static ListenAddress address(int host) {
    return new ListenAddress(ip(host), 4130);
  }

  private int hostOf(ListenAddress address) {
    for (int host = 0; host < vanished.length; host++) {
      if (ip(host).equals(address.ip())) {
        return host;
      }
    }
    return -1;
  }

  @Nullable
  SimEnd any(Choices choices) {
    List<SimEnd> all = open();
    return all.isEmpty() ? null : all.get(choices.pick(all.size()));
  }
}
