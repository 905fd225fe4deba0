package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.Inquiry;
import io.fencewire.bus.Inquiry.Load;
import io.fencewire.bus.Inquiry.LoadsAnswer;
import io.fencewire.bus.Inquiry.Refusal;
import io.fencewire.bus.Inquiry.RefusalsAnswer;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleMessage.Holding;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.BlocksTold;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.FanOutAnswer;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.peer.ServerId;
import io.fencewire.server.Commands.Permit;
import io.fencewire.wire.Frame;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Turns commands from the bus into calls of the server, and what they return into answers. */
final class CommandDesk {
  private final PeerServer server;
  private final DialDesk dials;
  private final Self self;
  private final LongSupplier nanoTime;

  CommandDesk(PeerServer server, DialDesk dials, Self self, LongSupplier nanoTime) {
    this.server = server;
    this.dials = dials;
    this.self = self;
    this.nanoTime = nanoTime;
  }

  /** Who this server is, and what the shell around it counts. */
  record Self(ServerId id, ListenAddress listening, ShellGauges gauges, BusPort port) {}

  /** What only the shell knows. */
  interface ShellGauges {
    /** Sockets that are open. */
    int sockets();

    /** Armed timers of connections. */
    int timers();
  }

  /** Executes one command; every command but Drain and Hello is answered here. */
  void handle(Message<BusRecord> message) {
    long now = nanoTime.getAsLong();
    BusRecord command = message.body();
    if (command instanceof ServerCommand.Send send) {
      answer(message, send(send, now), now);
    } else if (command instanceof ServerCommand.FanOut fanOut) {
      NodeBus.answer(message, new FanOutAnswer(fanOut(fanOut, now), now));
    } else if (command instanceof ServerCommand.SendPing ping) {
      Permit permit = new Permit(ping.token(), ping.lease(), ping.deadline());
      answer(message, server.commands().ping(permit, ping.nonce(), now), now);
    } else if (command instanceof ServerCommand.CloseConnection close) {
      Permit permit = new Permit(close.token(), Lease.NONE, close.deadline());
      answer(message, server.close(permit, close.reason(), now), now);
    } else if (command instanceof ServerCommand.Yield order) {
      answer(message, server.giveWay(order.token(), order.stronger(), order.deadline(), now), now);
    } else {
      handleWholeNode(message, command, now);
    }
  }

  /** What an instance may see: the refresher all there is, the others what is entrusted to them. */
  Snapshot snapshot(RoleInstance instance) {
    Role role = instance.role();
    if (role == Role.REFRESH) {
      return snapshot();
    }
    return snapshot(server.table().listHeld().stream()
        .filter(c -> instance.equals(c.trust().holder(role)))
        .map(c -> holding(c, c.trust().lease(role)))
        .toList());
  }

  private Snapshot snapshot() {
    return snapshot(
        server.table().listHeld().stream().map(c -> holding(c, Lease.NONE)).toList());
  }

  private static Holding holding(Connection connection, Lease lease) {
    return new Holding(
        connection.facts(),
        connection.state(),
        lease,
        connection.isBusy(),
        connection.questions().chain().height());
  }

  private Snapshot snapshot(List<Holding> holdings) {
    return new Snapshot(
        self.id,
        self.port.bus().jvm(),
        self.listening,
        server.household().supervision().all(),
        holdings,
        nanoTime.getAsLong());
  }

  private void handleWholeNode(Message<BusRecord> message, BusRecord command, long now) {
    if (command instanceof ServerCommand.Connect connect) {
      connect(message, connect, now);
    } else if (command instanceof ServerCommand.Inspect) {
      NodeBus.answer(message, snapshot());
    } else if (command instanceof ServerCommand.Ban ban) {
      answer(message, ban(ban, now), now);
    } else if (command instanceof ServerCommand.TellBlocks tell) {
      NodeBus.answer(message, blocks(tell, now));
    } else if (command instanceof Inquiry.AskLoads) {
      NodeBus.answer(message, loads(now));
    } else if (command instanceof Inquiry.AskRefusals) {
      NodeBus.answer(message, refusals(now));
    } else if (command instanceof Inquiry.AskFlight) {
      self.port.flight().answer(message);
    } else if (command instanceof ServerCommand.AskStats) {
      NodeBus.answer(message, stats(now));
    } else {
      message.fail(400, "a server has no command " + command.getClass().getSimpleName());
    }
  }

  private Outcome send(ServerCommand.Send send, long now) {
    Permit permit = new Permit(send.token(), send.lease(), send.deadline());
    return server.commands().send(permit, send.message(), Frame.encode(send.message()), now);
  }

  private List<Outcome> fanOut(ServerCommand.FanOut fanOut, long now) {
    byte[] frame = Frame.encode(fanOut.message());
    return fanOut.targets().stream()
        .map(target -> new Permit(target.token(), target.lease(), fanOut.deadline()))
        .map(permit -> server.commands().send(permit, fanOut.message(), frame, now))
        .toList();
  }

  private Outcome ban(ServerCommand.Ban ban, long now) {
    if (now - ban.deadline() > 0) {
      return Outcome.EXPIRED;
    }
    server.expulsion().ban(ban.peer(), ban.nanos(), now);
    return Outcome.WRITTEN;
  }

  private BlocksTold blocks(ServerCommand.TellBlocks tell, long now) {
    return now - tell.deadline() > 0
        ? BlocksTold.undone(Outcome.EXPIRED, now)
        : new BlocksTold(Outcome.WRITTEN, server.chain().blocks().tell(tell.blocks(), now), now);
  }

  private void connect(Message<BusRecord> message, ServerCommand.Connect connect, long now) {
    if (now - connect.deadline() > 0) {
      NodeBus.answer(message, ConnectAnswer.undone(Outcome.EXPIRED, now));
      return;
    }
    dials.connect(connect.target(), answer -> NodeBus.answer(message, answer));
  }

  private LoadsAnswer loads(long now) {
    return new LoadsAnswer(server.table().listHeld().stream()
        .map(c -> new Load(
            c.token(),
            c.milestones().age(now),
            c.inbound().fed(),
            c.outbound().taken(),
            c.outbound().bytes()))
        .toList());
  }

  private RefusalsAnswer refusals(long now) {
    return new RefusalsAnswer(self.port.refusals().list(now).stream()
        .map(refused -> new Refusal(
            refused.what().token(),
            refused.what().command(),
            refused.what().outcome(),
            refused.times(),
            refused.ageNanos()))
        .toList());
  }

  private ServerStats stats(long now) {
    Map<String, Long> gauges = Map.of(
        "blocks_height", server.chain().blocks().height(now),
        "connections", (long) server.table().size(),
        "flight_entries", (long) self.port.flight().size(),
        "held", (long) server.table().held(),
        "pending", (long) server.table().pending(),
        "queued_bytes", server.queuedBytes(),
        "requests_open", server.chain().requests().open(server.table().listHeld(), now),
        "refusals", (long) self.port.refusals().size(),
        "sockets", (long) self.gauges.sockets(),
        "timers", (long) self.gauges.timers());
    Map<String, Long> counters = new HashMap<>(server.counters().list());
    long in = server.counters().bytesIn();
    long out = server.counters().bytesOut();
    for (Connection connection : server.table().list()) {
      in += connection.inbound().fed();
      out += connection.outbound().taken();
    }
    counters.put("bytes_in", in);
    counters.put("bytes_out", out);
    counters.put("refusals_forgotten", self.port.refusals().forgottenCount());
    counters.put("bus.refused", self.port.bus().refusedCount());
    counters.putAll(self.port.flight().counters());
    return new ServerStats(gauges, Map.copyOf(counters), now);
  }

  private static void answer(Message<BusRecord> message, Outcome outcome, long now) {
    NodeBus.answer(message, new Answer(outcome, now));
  }
}
