package io.fencewire.sim;

import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sender of transactions that trusts whatever token it has: some are sent as soon as gossip is
 * asked to prepare, some by tasks that were begun long ago. Only the fence keeps it from harm.
 */
final class Gossip implements Ask.Asker {
  private static final long SECOND = 1_000_000_000L;

  private final SmallWorld world;
  private final Line line;
  private final List<Known> known = new ArrayList<>();

  Gossip(SmallWorld world, long offset) {
    this.world = world;
    this.line = new Line(world, Place.GOSSIP, offset);
  }

  /** One generation as gossip knows it. */
  private static final class Known {
    private final ConnectionToken token;
    private Lease lease;
    private boolean live;

    private Known(ConnectionToken token, Lease lease) {
      this.token = token;
      this.lease = lease;
    }
  }

  /** How many generations it holds. */
  int size() {
    return known.size();
  }

  /** Whether it may send on this generation. */
  boolean serves(ConnectionToken token) {
    Known one = find(token);
    return one != null && one.live;
  }

  /** The server says something. */
  void hear(RoleMessage message, long now) {
    line.heard(message.reading(), now);
    if (message instanceof RoleMessage.Prepare prepare) {
      ConnectionToken token = prepare.connection().token();
      learn(token, prepare.lease());
      line.send(new Bus.IsPrepared(world, Role.GOSSIP, new Prepared(token, prepare.lease())));
      if (world.choices().oneIn(6)) {
        send(token, prepare.lease());
      }
    } else if (message instanceof RoleMessage.Promoted promoted) {
      Known one = find(promoted.token());
      if (one != null) {
        one.live = true;
      }
    } else if (message instanceof RoleMessage.Ended ended) {
      forget(ended.token());
    } else if (message instanceof RoleMessage.Snapshot snapshot) {
      reconcile(snapshot.holdings());
    }
  }

  /** Sends a transaction to everyone it knows. */
  void publish(long now) {
    for (Known one : known) {
      if (world.choices().oneIn(8)) {
        long pause = world.choices().pick(30_000) * (SECOND / 1_000);
        world.agenda().at(now + pause, Place.GOSSIP, new Late(this, one.token, one.lease));
      } else if (one.live) {
        send(one.token, world.choices().oneIn(4) ? Lease.NONE : one.lease);
      }
    }
  }

  /** Sends one transaction on every generation that it knows of, announced or not. */
  void sendToAll() {
    known.forEach(one -> send(one.token, one.lease));
  }

  @Override
  public Line line() {
    return line;
  }

  @Override
  public int instance() {
    return 1;
  }

  @Override
  public void answered(ServerCommand command, Outcome outcome, long reading, long now) {
    ServerCommand.Send sent = (ServerCommand.Send) command;
    if (outcome == Outcome.STALE) {
      forget(sent.token());
    } else if (outcome == Outcome.NOT_READY || outcome == Outcome.FULL) {
      if (world.choices().oneIn(3)) {
        world.agenda().at(now + SECOND, Place.GOSSIP, new Late(this, sent.token(), sent.lease()));
      }
    }
  }

  private void send(ConnectionToken token, Lease lease) {
    line.ask(
        deadline ->
            new ServerCommand.Send(token, lease, deadline, Frames.transaction(token.sequence())),
        this);
  }

  private void learn(ConnectionToken token, Lease lease) {
    Known one = find(token);
    if (one == null) {
      known.add(new Known(token, lease));
    } else {
      one.lease = lease;
    }
  }

  private void reconcile(List<RoleMessage.Holding> holdings) {
    known.removeIf(
        one -> holdings.stream().noneMatch(h -> h.connection().token().equals(one.token)));
    for (RoleMessage.Holding holding : holdings) {
      ConnectionToken token = holding.connection().token();
      learn(token, holding.lease());
      Known one = find(token);
      if (one != null && holding.state() == ConnectionState.LIVE) {
        one.live = true;
      }
    }
  }

  private void forget(ConnectionToken token) {
    known.removeIf(one -> one.token.equals(token));
  }

  private @Nullable Known find(ConnectionToken token) {
    for (Known one : known) {
      if (one.token.equals(token)) {
        return one;
      }
    }
    return null;
  }

  /** A task that was begun before, with what was known then. */
  private record Late(Gossip gossip, ConnectionToken token, Lease lease) implements Happening {
    @Override
    public void happen(long now) {
      gossip.send(token, lease);
    }

    @Override
    public String story() {
      return "a late task sends a transaction meant for " + token;
    }
  }
}
