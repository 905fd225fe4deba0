package io.fencewire.sim;

import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.ServerCommand.SendPing;
import io.fencewire.heartbeat.Heartbeat;
import io.fencewire.heartbeat.HeartbeatOptions;
import io.fencewire.heartbeat.HeartbeatPort;
import io.fencewire.heartbeat.Heartbeats;
import io.fencewire.heartbeat.Held;
import io.fencewire.heartbeat.PingOrder;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.Rtt;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the heartbeat: the real {@link Heartbeats} on the timers of this world. Every
 * timer that is armed is kept, as Vert.x would: a second one for the same generation is not lost,
 * but breaks a rule.
 */
final class Heart implements HeartbeatPort, Ask.Asker, RandomGenerator {
  private static final long NONCES = 0x4000_0000_0000_0000L;
  private static final long INSTANCES = 0x0000_0001_0000_0000L;
  private static final long BURST_NANOS = 15_000_000_000L;

  private final SmallWorld world;
  private final int instance;
  private final Line line;
  private final Heartbeats heartbeats = new Heartbeats(HeartbeatOptions.DEFAULT, this, this);
  private final List<Pulse> pulses = new ArrayList<>();
  private long nonces;
  /** Of which generation something is heard in this turn. */
  private @Nullable ConnectionToken subject;

  /** The instance of this number; their clocks differ. */
  Heart(SmallWorld world, int instance, long offset) {
    this.world = world;
    this.instance = instance;
    this.line = new Line(world, Place.HEARTBEAT, offset);
  }

  /** What is seen of one generation's heartbeat. */
  private static final class Pulse {
    private final ConnectionToken token;
    private final List<Planned> timers = new ArrayList<>(1);
    private boolean beating;
    private boolean pinged;
    private long pingedAt;

    private Pulse(ConnectionToken token) {
      this.token = token;
    }
  }

  /** How many generations it holds. */
  int size() {
    return heartbeats.size();
  }

  /** How many timers are armed. */
  int armed() {
    return pulses.stream().mapToInt(pulse -> pulse.timers.size()).sum();
  }

  @Override
  public String toString() {
    return "heartbeat " + instance + " with " + armed() + " timers";
  }

  /** When the next ping is due, or a time in the past. */
  long nextDue() {
    long next = 0;
    for (Pulse pulse : pulses) {
      for (Planned timer : pulse.timers) {
        next = Math.max(next, timer.at);
      }
    }
    return next;
  }

  /** The server says something. */
  void hear(RoleMessage message, long now) {
    line.heard(message.reading(), now);
    long local = line.local(now);
    if (message instanceof RoleMessage.Prepare prepare) {
      if (heartbeats.prepare(prepare.connection(), prepare.lease(), local)) {
        Prepared answer = new Prepared(prepare.connection().token(), prepare.lease());
        line.send(new Bus.IsPrepared(world, Role.HEARTBEAT, answer));
      }
    } else if (message instanceof RoleMessage.Promoted promoted) {
      heartbeats.promoted(promoted.token(), local);
    } else if (message instanceof RoleMessage.Ended ended) {
      heartbeats.ended(ended.token(), local);
    } else if (message instanceof RoleMessage.Received received) {
      subject = received.token();
      heartbeats.received(received.token(), received.message(), received.reading(), local);
      subject = null;
    } else if (message instanceof RoleMessage.Snapshot snapshot) {
      List<Held> held = snapshot.holdings().stream()
          .map(h -> new Held(h.connection(), h.lease(), h.state() == ConnectionState.LIVE))
          .toList();
      heartbeats.snapshot(snapshot.serverId(), held, local);
    }
    check();
  }

  @Override
  public Line line() {
    return line;
  }

  @Override
  public int instance() {
    return instance;
  }

  @Override
  public void answered(ServerCommand command, Outcome outcome, long reading, long now) {
    SendPing ping = (SendPing) command;
    PingOrder order = new PingOrder(ping.token(), ping.lease(), ping.nonce());
    subject = order.token();
    heartbeats.answered(order, outcome, reading, line.local(now));
    subject = null;
    check();
  }

  @Override
  public void arm(ConnectionToken token, long atNanos) {
    Pulse pulse = pulse(token);
    pulse.timers.add(world
        .agenda()
        .at(
            SmallWorld.inMillis(world.now(), line.global(atNanos)),
            Place.HEARTBEAT,
            new Due(this, token)));
  }

  @Override
  public void disarm(ConnectionToken token) {
    Pulse pulse = pulse(token);
    pulse.timers.forEach(Planned::cancel);
    pulse.timers.clear();
  }

  @Override
  public void ping(PingOrder order) {
    Pulse pulse = pulse(order.token());
    long now = world.now();
    if (pulse.pinged && now - pulse.pingedAt < BURST_NANOS) {
      world.broken(
          "S3",
          "two pings for " + order.token() + " within " + (now - pulse.pingedAt) / 1e9 + " s");
    }
    pulse.pinged = true;
    pulse.pingedAt = now;
    line.ask(deadline -> new SendPing(order.token(), order.lease(), deadline, order.nonce()), this);
  }

  @Override
  public void measured(ConnectionToken token, Rtt rtt) {
    if (!token.equals(subject)) {
      world.broken("S2", "what was heard of " + subject + " was measured on " + token);
    }
    if (rtt.lastNanos() < 0) {
      world.broken("S6", "a round trip of " + rtt.lastNanos() + " ns was measured on " + token);
    }
  }

  @Override
  public void became(ConnectionToken token, Heartbeat.State state, long now, String why) {
    Pulse pulse = pulse(token);
    pulse.beating = state != Heartbeat.State.PREPARED && state != Heartbeat.State.ENDED;
    if (state == Heartbeat.State.ENDED) {
      pulse.pinged = false;
    }
    world.note(state.ordinal(), () -> "  the heartbeat of " + token + " is " + state + ": " + why);
  }

  /** Nonces are counted, so that each tells which instance drew it. */
  @Override
  public long nextLong() {
    return NONCES + instance * INSTANCES + ++nonces;
  }

  @Override
  public long nextLong(long bound) {
    return world.choices().pick(5) * (bound / 5);
  }

  @Override
  public double nextDouble() {
    return world.choices().among(8, 0, 4, 12, 15) / 16.0;
  }

  private void due(ConnectionToken token, long now) {
    pulse(token).timers.removeIf(timer -> timer.at <= now);
    heartbeats.due(token, line.local(now));
    check();
  }

  /** One timer for each heartbeat that beats, and none for those that don't. */
  private void check() {
    for (int i = pulses.size() - 1; i >= 0; i--) {
      Pulse pulse = pulses.get(i);
      int armed = pulse.timers.size();
      if (armed != (pulse.beating ? 1 : 0)) {
        world.broken(
            "S3",
            armed + " ping timers are armed for " + pulse.token
                + (pulse.beating ? "" : ", which has no heartbeat any more"));
      }
      if (!pulse.beating && armed == 0) {
        pulses.remove(i);
      }
    }
  }

  private Pulse pulse(ConnectionToken token) {
    for (Pulse pulse : pulses) {
      if (pulse.token.equals(token)) {
        return pulse;
      }
    }
    Pulse pulse = new Pulse(token);
    pulses.add(pulse);
    return pulse;
  }

  /** A ping timer fires. */
  private record Due(Heart heart, ConnectionToken token) implements Happening {
    @Override
    public void happen(long now) {
      heart.due(token, now);
    }

    @Override
    public String story() {
      return "the ping timer of " + token + " fires";
    }
  }
}
