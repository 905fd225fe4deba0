package io.fencewire.sim;

import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerCommand.SendPing;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ServerId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must hold on the bus: S3, S4 as the world hears it, and that no item is delivered twice. */
final class NodeRules implements SimBus.Ear {
  /** Seven pings take the time of so many intervals at least; two loops would need three. */
  private static final int INTERVALS = 4;

  private static final int PINGS = 7;

  /** So long a silent role is waited for. */
  private static final long PREPARE_NANOS = 2_000_000_000L;

  private final World world;
  private final Swarm swarm;
  private final RefreshRules refreshRules;
  private final Map<Actor, Set<ConnectionToken>> heartbeats = new HashMap<>();
  private final Map<Word, Long> latest = new HashMap<>();
  private final Map<ConnectionToken, Preparing> preparing = new HashMap<>();
  private final Map<Loop, ArrayDeque<Long>> pings = new HashMap<>();
  private final Set<ConnectionToken> connected = new HashSet<>();
  private final Set<ConnectionToken> disconnected = new HashSet<>();
  private final Map<Actor, Set<String>> delivered = new HashMap<>();
  private final Presences presences = new Presences();
  private boolean calm;

  NodeRules(World world, Swarm swarm) {
    this.world = world;
    this.swarm = swarm;
    this.refreshRules = new RefreshRules(world, swarm);
  }

  /** Since when a connection is being prepared, and whose turn with it is still to come. */
  private static final class Preparing {
    private final long since;
    private final Map<String, Lease> missing = new HashMap<>();

    private Preparing(long since) {
      this.since = since;
    }

    /** Another instance of the same role need not answer any more. */
    private void ask(String instance, Lease lease) {
      String role = instance.substring(0, instance.lastIndexOf('.'));
      missing.keySet().removeIf(other -> other.startsWith(role + "."));
      missing.put(instance, lease);
    }
  }

  /** What one heartbeat does for one generation under one lease. */
  private record Loop(int actor, ConnectionToken token, Lease lease) {}

  /** Whether no fault happens any more, and applications behave. */
  boolean isCalm() {
    return calm;
  }

  void calm() {
    calm = true;
  }

  Swarm swarm() {
    return swarm;
  }

  World world() {
    return world;
  }

  /** This actor is a heartbeat. */
  void watchHeartbeat(Actor actor) {
    heartbeats.put(actor, new HashSet<>());
  }

  @Override
  public void said(Actor from, String address, Object body, boolean listened) {
    refreshRules.said(from, body);
    if (body instanceof RoleMessage.Prepare prepare) {
      prepare(prepare, address, listened);
    }
    if (body instanceof RoleMessage.Prepare || body instanceof RoleMessage.Received) {
      presences.asked(from, address, listened);
    } else if (body instanceof SendPing ping) {
      pinged(from, ping);
    } else if (body instanceof PeerEvent event && !address.contains(".json.")) {
      announced(from, event);
    } else if (body instanceof Item item
        && address.contains(".topic.")
        && !address.contains(".json.")
        && !delivered.computeIfAbsent(from, none -> new HashSet<>()).add(item.id())) {
      world.fail(
          "S4",
          from + " delivered item " + item.id() + " of topic " + item.topic()
              + " for a second time");
    }
  }

  /** A server waits from its first question on, even if nobody was there to hear that. */
  private void prepare(RoleMessage.Prepare prepare, String address, boolean listened) {
    Preparing known =
        preparing.computeIfAbsent(prepare.connection().token(), none -> new Preparing(world.now()));
    if (listened) {
      known.ask(address, prepare.lease());
    }
  }

  @Override
  public void answered(Actor asker, Object asked, Object answer) {
    refreshRules.answered(asker, asked, answer);
  }

  @Override
  public void heard(Actor to, Object body) {
    presences.heard(to, body, world.now());
    if (body instanceof RoleMessage.Prepare prepare) {
      Preparing known = preparing.get(prepare.connection().token());
      if (known != null) {
        known.missing.values().remove(prepare.lease());
      }
    }
    Set<ConnectionToken> held = heartbeats.get(to);
    if (held == null) {
      return;
    }
    if (body instanceof RoleMessage said && !(said instanceof RoleMessage.Snapshot)) {
      isInOrder(to, said);
    }
    int pings = to.armedTimers() - 1; // the other one is the beat of its presence
    if (pings > held.size()) {
      world.fail("S3", to + " has " + pings + " ping timers for " + held);
    }
    if (body instanceof RoleMessage.Prepare prepare) {
      held.add(prepare.connection().token());
    } else if (body instanceof RoleMessage.Ended ended) {
      held.remove(ended.token());
    } else if (body instanceof RoleMessage.Snapshot snapshot && isInOrder(to, snapshot)) {
      held.removeIf(token -> token.serverId().equals(snapshot.serverId()));
      for (RoleMessage.Holding holding : snapshot.holdings()) {
        if (!holding.lease().equals(Lease.NONE)) {
          held.add(holding.connection().token());
        }
      }
    }
  }

  /** Whose words are heard by whom. */
  private record Word(int actor, ServerId server) {}

  /** Whether nothing that its server said later was heard before: else it is to be passed over. */
  private boolean isInOrder(Actor to, RoleMessage said) {
    Word word = new Word(to.number(), said.serverId());
    long before = latest.getOrDefault(word, said.reading());
    boolean inOrder = said.reading() - before >= 0;
    latest.put(word, inOrder ? said.reading() : before);
    return inOrder;
  }

  private void pinged(Actor from, SendPing ping) {
    ArrayDeque<Long> times = pings.computeIfAbsent(
        new Loop(from.number(), ping.token(), ping.lease()), none -> new ArrayDeque<>());
    times.add(world.now());
    if (times.size() < PINGS) {
      return;
    }
    long took = world.now() - times.remove();
    double least = INTERVALS * swarm.pingSeconds() * 0.9e9;
    if (took < least) {
      world.fail(
          "S3",
          "%s pinged %s %d times within %.3f s".formatted(from, ping.token(), PINGS, took / 1e9));
    }
  }

  private void announced(Actor server, PeerEvent event) {
    if (event instanceof PeerEvent.Connected one) {
      ConnectionToken token = one.connection().token();
      Preparing known = preparing.get(token);
      if (known != null) {
        known.missing.keySet().removeIf(at -> presences.isSilent(server, at, world.now()));
      }
      if (known != null && !known.missing.isEmpty() && world.now() - known.since < PREPARE_NANOS) {
        world.fail(
            "S4",
            token + " was announced, and nobody at " + known.missing.keySet()
                + " had heard that it was to be prepared");
      }
      if (!connected.add(token) || disconnected.contains(token)) {
        world.fail("S4", token + " was announced as connected twice, or after its end");
      }
    } else if (event instanceof PeerEvent.Disconnected one) {
      ConnectionToken token = one.connection().token();
      if (!disconnected.add(token) || !connected.contains(token)) {
        world.fail("S4", token + " was announced as disconnected twice, or never connected");
      }
    }
  }
}
