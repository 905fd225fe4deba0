package io.fencewire.sim;

import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleMessage;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Role;
import io.fencewire.server.SmallServer;
import io.fencewire.server.SmallSocket;

/** What goes from the server to the roles, and their answers. */
final class Bus {
  private static final long TAKEN_NANOS = 30_000_000_000L;

  private final SmallWorld world;
  private final Lane toHeartbeat = Lane.bus(Place.HEARTBEAT);
  private final Lane toGossip = Lane.swiftBus(Place.GOSSIP);
  private final Lane toRefresh = Lane.swiftBus(Place.REFRESH);
  private final Lane fromGossip = Lane.swiftBus(Place.SERVER);
  private boolean gossipAbsent;

  Bus(SmallWorld world) {
    this.world = world;
  }

  /** Nobody plays gossip: the bus says so at once. */
  void withoutGossip() {
    gossipAbsent = true;
  }

  /** Whether gossip, if anybody plays it, serves this generation. */
  boolean isServedBy(Gossip gossip, ConnectionToken token) {
    return gossipAbsent || gossip.serves(token);
  }

  /** Puts a message of the server on its way. */
  void tell(Role role, RoleMessage message) {
    if (role != Role.GOSSIP || !gossipAbsent) {
      world.agenda().send(lane(role), new Told(world, role, message));
    } else if (message instanceof RoleMessage.Prepare) {
      world.agenda().soon(Place.SERVER, new IsAbsent(world, role));
    }
  }

  /** Gives gossip a message, and the server its credit back: once, whatever the bus does. */
  void give(SmallSocket socket, int size) {
    Gift gift = new Gift(world, socket, size);
    if (gossipAbsent) {
      world.agenda().soon(Place.SERVER, new Taken(gift));
      return;
    }
    world.agenda().send(toGossip, new Given(this, gift));
    if (world.agenda().timesOut()) {
      world.agenda().at(world.now() + TAKEN_NANOS, Place.SERVER, new Taken(gift));
    }
  }

  /** Another instance of the heartbeat says hello. */
  void hello() {
    world.agenda().soon(Place.SERVER, new Hello(this));
  }

  /** The server tells every role all there is. */
  void tellAll() {
    tell(Role.HEARTBEAT, world.server().snapshot(Role.HEARTBEAT));
    tell(Role.GOSSIP, world.server().snapshot(Role.GOSSIP));
    tell(Role.REFRESH, world.server().snapshot(Role.REFRESH));
  }

  private Lane lane(Role role) {
    return switch (role) {
      case HEARTBEAT -> toHeartbeat;
      case GOSSIP -> toGossip;
      case REFRESH -> toRefresh;
      case SERVER -> throw new AssertionError("a server tells itself nothing");
    };
  }

  /** A message for gossip that the server waits to see taken. */
  private static final class Gift {
    private final SmallWorld world;
    private final SmallSocket socket;
    private final int size;
    private boolean taken;

    private Gift(SmallWorld world, SmallSocket socket, int size) {
      this.world = world;
      this.socket = socket;
      this.size = size;
    }
  }

  private record Told(SmallWorld world, Role role, RoleMessage message) implements Happening {
    @Override
    public void happen(long now) {
      switch (role) {
        case HEARTBEAT -> world.heart().hear(message, now);
        case GOSSIP -> world.gossip().hear(message, now);
        case REFRESH -> world.refresher().hear(message, now);
        case SERVER -> throw new AssertionError("a server is told nothing");
      }
    }

    @Override
    public String story() {
      return role.word() + " hears: " + Words.of(message);
    }
  }

  private record Given(Bus bus, Gift gift) implements Happening {
    @Override
    public void happen(long now) {
      bus.world.agenda().send(bus.fromGossip, new Taken(gift));
    }

    @Override
    public String story() {
      return "gossip takes in a transaction of " + gift.socket;
    }
  }

  private record Taken(Gift gift) implements Happening {
    @Override
    public void happen(long now) {
      if (!gift.taken) {
        gift.taken = true;
        gift.world.server().taken(gift.socket, gift.size, now);
      }
    }

    @Override
    public String story() {
      return "the server hears, or gives up hearing, that a transaction was taken in";
    }
  }

  /** A role's answer reaches the server. */
  record IsPrepared(SmallWorld world, Role role, Prepared answer) implements Happening {
    @Override
    public void happen(long now) {
      world.server().prepared(answer.token(), role, answer.lease(), now);
    }

    @Override
    public String story() {
      return "the server hears: " + role.word() + " is prepared for " + answer.token();
    }
  }

  /** The bus tells the server that a role does not answer because nobody plays it. */
  private record IsAbsent(SmallWorld world, Role role) implements Happening {
    @Override
    public void happen(long now) {
      world.server().absent(role, now);
    }

    @Override
    public String story() {
      return "the server hears: nobody plays " + role.word();
    }
  }

  private record Hello(Bus bus) implements Happening {
    @Override
    public void happen(long now) {
      bus.tell(Role.HEARTBEAT, bus.world.server().roleStarted(Role.HEARTBEAT, now));
    }

    @Override
    public String story() {
      return "the server hears: another heartbeat has taken over";
    }
  }

  /** The server's turn is over. */
  record TurnEnds(SmallServer server) implements Happening {
    @Override
    public void happen(long now) {
      server.flush(now);
    }

    @Override
    public String story() {
      return "the server writes";
    }
  }
}
