package io.fencewire.sim;

import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.server.SmallServer;
import io.fencewire.server.SmallSocket;
import io.fencewire.server.Surroundings;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One real server, one real heartbeat (two, while it is handed over), a sender of transactions, a
 * refresher and a peer, between them a bus and sockets. What happens next is up to the agenda.
 */
final class SmallWorld implements Surroundings {
  /** When time begins: far from 0, so that no point in time is taken for a small number. */
  static final long BEGIN = 1L << 50;

  private static final long MILLI = 1_000_000L;

  private final Agenda agenda;
  private final Choices choices;
  private final Trace trace;
  private final SmallServer server;
  private final Peer peer;
  private final Gossip gossip;
  private final Refresher refresher;
  private final Bus bus = new Bus(this);
  private Heart heart;
  private @Nullable Heart former;
  private Peer.@Nullable Script script;
  private long serverStoodUntil;
  private @Nullable Violation violation;

  /**
   * A world in which nothing has happened.
   *
   * @param extensions whether the peer has extensions
   */
  SmallWorld(Agenda agenda, Choices choices, Trace trace, boolean extensions) {
    this.agenda = agenda;
    this.choices = choices;
    this.trace = trace;
    this.server = new SmallServer(this, Frames.OURS, new Nonces(), agenda.now());
    this.peer = new Peer(this, extensions);
    this.gossip = new Gossip(this, -5_000_000_000_000L);
    this.refresher = new Refresher(this, 0);
    this.heart = new Heart(this, 1, 7_000_000_000_000L);
  }

  Agenda agenda() {
    return agenda;
  }

  Choices choices() {
    return choices;
  }

  SmallServer server() {
    return server;
  }

  Peer peer() {
    return peer;
  }

  Heart heart() {
    return heart;
  }

  /** The heartbeat that had the role before, or null. */
  @Nullable
  Heart former() {
    return former;
  }

  Gossip gossip() {
    return gossip;
  }

  Refresher refresher() {
    return refresher;
  }

  Peer.Script script() {
    return Objects.requireNonNull(script, "nobody wrote a script");
  }

  void follow(Peer.Script written) {
    script = written;
  }

  Bus bus() {
    return bus;
  }

  /** The first rule that did not hold, or null. */
  @Nullable
  Violation violation() {
    return violation;
  }

  /** Lets one thing happen. */
  void step(Planned next) {
    long now = agenda.now();
    Happening what = next.what;
    trace.note(now - BEGIN, what.code(), what::story);
    boolean late = false;
    if (next.where == Place.SERVER) {
      late = tick(now);
    }
    what.happen(now);
    if (late) {
      server.tickLate(now);
    }
  }

  /** The server's process stands still until then. */
  void serverStands(long until) {
    if (serverStoodUntil == 0) {
      server.tickUntil(agenda.now());
    }
    serverStoodUntil = Math.max(serverStoodUntil, until);
  }

  /** Another instance takes the heartbeat over. */
  void handOver() {
    former = heart;
    heart = new Heart(this, 2, 11_000_000_000_000L);
    bus.hello();
  }

  /** What the server makes of a command. */
  Outcome execute(Ask ask, long now) {
    ServerCommand command = ask.command;
    if (command instanceof ServerCommand.SendPing ping) {
      return server.ping(ping, ask.asker.instance(), now);
    } else if (command instanceof ServerCommand.Send send) {
      byte[] frame = Frames.transactionFrame(send.token().sequence());
      return server.send(send, frame, now);
    }
    return server.close((ServerCommand.CloseConnection) command, now);
  }

  @Override
  public long now() {
    return agenda.now();
  }

  @Override
  public SmallSocket dial() {
    return peer.link(true);
  }

  @Override
  public void tell(Role role, RoleMessage message) {
    bus.tell(role, message);
  }

  @Override
  public void give(SmallSocket socket, RoleMessage.Received message, int size) {
    bus.give(socket, size);
  }

  @Override
  public void flushSoon() {
    agenda.soon(Place.SERVER, new Bus.TurnEnds(server));
  }

  @Override
  public void broken(String rule, String what) {
    if (violation == null) {
      violation = new Violation(rule, now() - BEGIN, what);
      trace.note(now() - BEGIN, 0, () -> "*** " + rule + ": " + what);
    }
  }

  @Override
  public void note(int event, Supplier<String> sentence) {
    trace.note(now() - BEGIN, event, sentence);
  }

  @Override
  public long meantFor(byte[] transaction) {
    return Frames.meantFor(transaction);
  }

  /** Whether something of that kind came while the server stood still, and waits. */
  boolean keeps(Predicate<Happening> kind) {
    return agenda instanceof TimedAgenda timed && timed.keeps(kind);
  }

  /** When a Vert.x timer fires that is armed now for then: at full milliseconds, 1 at the least. */
  static long inMillis(long now, long at) {
    return now + Math.max(1, (at - now + MILLI - 1) / MILLI) * MILLI;
  }

  /** The ticks that come in time; true if one is overdue and comes after what happens now. */
  private boolean tick(long now) {
    if (serverStoodUntil == 0) {
      server.tickUntil(now);
      return false;
    }
    serverStoodUntil = 0;
    if (choices.pick(2) == 0) {
      server.tickLate(now);
      return false;
    }
    return true;
  }

  /** The server's nonces: nothing depends on them here. */
  private static final class Nonces implements RandomGenerator {
    private long last;

    @Override
    public long nextLong() {
      return ++last;
    }
  }
}
