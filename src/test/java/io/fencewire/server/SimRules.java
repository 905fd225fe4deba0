package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.FanOutAnswer;
import io.fencewire.bus.ServerClient;
import io.fencewire.bus.ServerCommand;
import io.fencewire.flight.Invariant;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.sim.Actor;
import io.fencewire.sim.Mark;
import io.fencewire.sim.SimEnd;
import io.fencewire.sim.SimMessage;
import io.fencewire.sim.SimNet;
import io.fencewire.sim.World;
import io.fencewire.wire.MessageType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold in one server after whatever happens: S1, S2, S4 to S8. */
final class SimRules {
  /** Among honest nodes these can't happen. */
  private static final Set<CloseReason> IMPOSSIBLE = EnumSet.of(
      CloseReason.PROTOCOL_VIOLATION,
      CloseReason.INVALID_CHALLENGE_RESPONSE,
      CloseReason.OUTDATED_VERSION,
      CloseReason.OTHER_NETWORK,
      CloseReason.CHANNEL_MISMATCH,
      CloseReason.TLS_FAILED,
      CloseReason.TLS_ON_PLAIN,
      CloseReason.PLAIN_ON_TLS);

  /** What a server may believe of one pause before it notices: two ticks and a bit. */
  private static final long UNNOTICED_NANOS = 3 * LocalHealth.TICK_NANOS;

  /** A write that the kernel took over long ago is no stall, however long we did not look. */
  private static final Duration NEVER = Duration.ofDays(365);

  /** What came longer ago than that should have been read before anybody is blamed. */
  private static final long READ_NANOS = 250_000_000L;

  private final Actor actor;
  private final World world;
  private final ServerOptions options;
  private final SimBounds bounds;
  private final Wishes wishes = new Wishes();
  private final Map<Long, ConnectionToken> pings = new HashMap<>();
  private final Map<ConnectionToken, Long> pingedAt = new HashMap<>();
  private final Set<ConnectionToken> promoted = new HashSet<>();
  private final Set<ConnectionToken> ended = new HashSet<>();
  private @Nullable BusRecord command;
  private @Nullable FlightDesk flight;
  private boolean draining;
  private boolean changed;

  SimRules(Actor actor, ServerOptions options) {
    this.actor = actor;
    this.world = actor.world();
    this.options = options;
    this.bounds = new SimBounds(actor, options);
  }

  long pingedAt(ConnectionToken token) {
    return pingedAt.getOrDefault(token, -1L);
  }

  void watch(FlightDesk recorder) {
    flight = recorder;
  }

  void draining() {
    draining = true;
  }

  /** A command is carried out, or refused. */
  void command(io.vertx.core.eventbus.Message<BusRecord> message, Runnable execution) {
    SimMessage sent = (SimMessage) (io.vertx.core.eventbus.Message<?>) message;
    command = message.body();
    note(command);
    execution.run();
    command = null;
    long age = world.now() - sent.sentAt();
    if (age > ServerClient.DEADLINE_NANOS && isExecuted(sent.answer(), message.body())) {
      world.fail("S6", actor + " executed " + message.body() + " " + age / 1_000_000 + " ms old");
    }
  }

  /** A frame goes out on a connection. */
  void written(Connection connection, byte[] frame) {
    bounds.checkWritten(connection, frame);
    pingsOn(connection).wrote(frame, world.now());
    MessageType type = MessageType.ofId((frame[4] & 0xff) | ((frame[5] & 0xff) << 8));
    if (type == null) {
      world.fail("S2", actor + " wrote a frame of no type on " + connection);
      return;
    }
    switch (type) {
      case NONCE_PING -> pinged(connection, pings.get(AnsweredPings.nonce(frame)));
      case PING, PONG, NONCE_PONG, DISCONNECT, VERDICT, CHALLENGE_REQUEST, CHALLENGE_RESPONSE -> {}
      default -> {
        if (!wishes.has(connection, frame)) {
          world.fail(
              "S2",
              actor + " wrote " + type + " on " + connection
                  + ", and no command with its token asked for that");
        }
      }
    }
  }

  void promoted(Connection connection) {
    ConnectionToken token = connection.token();
    if (!connection.is(ConnectionState.LIVE) || !promoted.add(token) || ended.contains(token)) {
      world.fail(
          "S4", actor + " announced " + connection + " as connected, being " + connection.state());
    }
  }

  void ended(Connection connection, boolean announced) {
    ConnectionToken token = connection.token();
    if (!ended.add(token)) {
      world.fail("S5", actor + " ended " + connection + " twice");
    }
    if (announced != promoted.contains(token)) {
      world.fail(
          "S4",
          actor + " announced the end of " + connection + " as of one that was "
              + (announced ? "" : "not ") + "connected");
    }
  }

  void became(Connection connection, ConnectionState from, String why) {
    changed = true;
    ConnectionState state = connection.state();
    world.note(
        100 + 8 * from.ordinal() + state.ordinal(),
        () -> "%s: %s: %s -> %s: %s".formatted(actor, connection, from, state, why));
    if (state.compareTo(ConnectionState.CLOSING) >= 0 && from != ConnectionState.CLOSING) {
      checkClose(connection, connection.ending());
    }
  }

  /** A turn about sockets is over. */
  void settled(PeerServer server, int timers, SimNet net) {
    bounds.check(server);
    if (!changed) {
      return;
    }
    changed = false;
    ConnectionTable table = server.table();
    for (Connection connection : table.list()) {
      if (connection.is(ConnectionState.CLOSED)) {
        world.fail("S5", actor + " keeps " + connection + ", which is CLOSED");
      }
    }
    if (timers > table.size() || net.openEnds(actor) > table.size()) {
      world.fail(
          "S5",
          "%s has %d connections, %d timers and %d sockets"
              .formatted(actor, table.size(), timers, net.openEnds(actor)));
    }
    if (table.held() > options.peersMax()
        || table.inbound() > options.inboundMax()
        || table.pending() > options.admission().pendingMax()
        || server.queuedBytes() > options.queues().totalBytes() + 64L * table.size()) {
      world.fail(
          "S7",
          "%s holds %d peers, %d of them inbound, %d pending, %d bytes queued"
              .formatted(
                  actor, table.held(), table.inbound(), table.pending(), server.queuedBytes()));
    }
  }

  /** The server has stopped in good order: nothing is left of it. */
  void checkGone(PeerServer server, int timers, SimNet net) {
    int connections = server.table().size();
    int sockets = net.openEnds(actor);
    if (connections + timers + sockets + actor.armedTimers() > 0 || server.queuedBytes() != 0) {
      world.fail(
          "S5",
          "%s stopped with %d connections, %d of %d timers, %d sockets, %d bytes"
              .formatted(
                  actor, connections, timers, actor.armedTimers(), sockets, server.queuedBytes()));
    }
    checkRecord();
  }

  private void checkRecord() {
    Invariant.check(Objects.requireNonNull(flight).record("the end"))
        .forEach(breach -> world.fail("S8", actor + ": " + breach));
  }

  private void checkClose(Connection connection, ServerPort.Ending ending) {
    CloseReason reason = ending.reason();
    if (ending.origin() == CloseOrigin.COMMAND && !isMeant(connection)) {
      world.fail("S1", actor + " closed " + connection + ", and was told " + command);
    } else if (ending.origin() != CloseOrigin.COMMAND && isSend(command)) {
      world.fail("S1", actor + " closed " + connection + " because of " + command);
    } else if (IMPOSSIBLE.contains(reason)) {
      world.fail("S1", actor + " closed " + connection + ": " + ending);
    } else if (ending.origin() == CloseOrigin.SERVER) {
      checkBlame(connection);
    }
  }

  private boolean isMeant(Connection connection) {
    if (command instanceof ServerCommand.CloseConnection close) {
      return connection.hasToken() && close.token().equals(connection.token());
    }
    if (command instanceof ServerCommand.Ban ban) {
      return connection.hasToken() && ban.peer().equals(connection.facts().peer());
    }
    return draining;
  }

  /** A peer is blamed only for time in which we could have noticed what it did. */
  private void checkBlame(Connection connection) {
    SimEnd end = ((SimSocket) connection.socket()).end();
    ServerOptions.Times times = options.times();
    bounds.checkEnd(connection, pingsOn(connection).ageNanos(world.now()));
    switch (connection.ending().reason()) {
      case SILENT -> checkBlame(connection, end.heard(), times.silence());
      case STALLED -> {
        if (end.isWriting() || end.progress().ageNanos() > READ_NANOS) {
          checkBlame(connection, end.progress(), end.isWriting() ? times.stall() : NEVER);
        }
      }
      case SUPERSEDED -> {
        if (end.hasUnread() && end.heard().ageNanos() > READ_NANOS) {
          world.fail("S1", actor + " superseded " + connection + ", and did not read its answer");
        }
      }
      default -> {}
    }
  }

  private void checkBlame(Connection connection, Mark since, Duration limit) {
    if (since.awakeNanos() < limit.toNanos() - UNNOTICED_NANOS * since.pauses()) {
      world.fail(
          "S1",
          "%s closed %s as %s, and it was so for %.3f s"
              .formatted(
                  actor, connection, connection.ending().reason(), since.awakeNanos() / 1e9));
    }
  }

  private void pinged(Connection connection, @Nullable ConnectionToken meant) {
    if (meant == null) {
      return; // a probe of the server's own
    }
    if (!connection.hasToken() || !meant.equals(connection.token())) {
      world.fail("S2", actor + " wrote a ping for " + meant + " on " + connection);
    }
    pingedAt.put(meant, world.now());
  }

  private void note(BusRecord record) {
    wishes.note(record);
    if (record instanceof ServerCommand.SendPing ping) {
      pings.put(ping.nonce(), ping.token());
    }
  }

  private static boolean isSend(@Nullable BusRecord record) {
    return record instanceof ServerCommand.Send
        || record instanceof ServerCommand.FanOut
        || record instanceof ServerCommand.SendPing;
  }

  private static boolean isExecuted(@Nullable Object answer, BusRecord command) {
    if (answer instanceof Answer one) {
      return one.outcome() == Outcome.WRITTEN;
    }
    if (answer instanceof FanOutAnswer several) {
      return several.outcomes().contains(Outcome.WRITTEN);
    }
    if (command instanceof ServerCommand.Connect) {
      return !(answer instanceof ConnectAnswer dial) || dial.outcome() != Outcome.EXPIRED;
    }
    return false;
  }

  private static AnsweredPings pingsOn(Connection connection) {
    return ((SimSocket) connection.socket()).pings();
  }
}
