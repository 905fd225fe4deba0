package io.fencewire.refresh;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.Inquiry;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.Presence;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerClient;
import io.fencewire.bus.TimerSet;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.PeerResponse;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link Refresh} on the bus: on every tick it asks the servers what is there, and carries out
 * the plan that is drawn from it. Events only make the next tick come sooner, so that a lost one
 * costs time and nothing else.
 */
public final class RefreshVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshVerticle.class);
  private static final long PERIOD_NANOS_MAX = 1_000_000_000L;
  private static final long SOON_NANOS = 20_000_000L;
  private static final String TICK = "tick";

  private final String node;
  private final RefreshOptions options;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final Refresh refresh;
  private final Servers servers = new Servers();

  // Made in start(), which runs before anything else can.
  @SuppressWarnings("NullAway.Init")
  private NodeBus bus;

  @SuppressWarnings("NullAway.Init")
  private ServerClient client;

  @SuppressWarnings("NullAway.Init")
  private TimerSet<String> timers;

  @SuppressWarnings("NullAway.Init")
  private BookKeeper keeper;

  @SuppressWarnings("NullAway.Init")
  private Presence presence;

  // Where Vert.x is not clustered there is no other refresher, and null.
  private @Nullable Succession succession;

  private Ticking ticking = Ticking.STOPPED;

  /** The refresher of the node with this name. */
  public RefreshVerticle(String node, RefreshOptions options) {
    this(node, options, new SplittableRandom(), System::nanoTime);
  }

  RefreshVerticle(
      String node, RefreshOptions options, RandomGenerator random, LongSupplier nanoTime) {
    this.node = node;
    this.options = options;
    this.random = random;
    this.nanoTime = nanoTime;
    this.refresh = new Refresh(
        options,
        random,
        (next, why) -> LOG.debug("{}: rotation {}: {}", node, next, why),
        nanoTime.getAsLong());
  }

  @Override
  public Future<?> start() {
    bus = new NodeBus(vertx, node);
    client = new ServerClient(bus, nanoTime);
    timers = new TimerSet<>(vertx, nanoTime);
    BookFile file = options.book() == null ? null : new BookFile(options.book());
    keeper = new BookKeeper(vertx, refresh.book(), file, nanoTime.getAsLong());
    return keeper.load().compose(saved -> {
      refresh.load(saved, nanoTime.getAsLong());
      var start = new Presence.Start(Role.REFRESH, random.nextLong(), nanoTime);
      presence = new Presence(vertx, bus, start, this::hear);
      if (!vertx.isClustered()) {
        return act();
      }
      succession = new Succession(vertx, bus, presence.instance(), nanoTime, new NextInLine());
      return succession.begin().mapEmpty();
    });
  }

  @Override
  public Future<?> stop() {
    ticking = Ticking.STOPPED;
    timers.disarmAll();
    Future<?> left = succession == null ? Future.succeededFuture() : succession.end();
    return Future.join(left, presence.end()).eventually(() -> keeper.close(nanoTime.getAsLong()));
  }

  private Future<Void> act() {
    return presence.begin().<Void>mapEmpty().onSuccess(registered -> armTick(Ticking.LATER));
  }

  private void hear(Message<BusRecord> message) {
    BusRecord record = message.body();
    if (record instanceof RoleMessage said) {
      client.heard(said);
      if (servers.heard(said.serverId(), nanoTime.getAsLong())) {
        tickSoon();
      }
    }
    if (record instanceof RoleMessage.Ended ended) {
      refresh.ended(ended.token(), ended.reason(), nanoTime.getAsLong());
      tickSoon();
    } else if (record instanceof RoleMessage.Promoted) {
      tickSoon();
    } else if (record instanceof RoleMessage.Received received) {
      take(received);
    } else if (record instanceof RoleQuestion) {
      NodeBus.answer(message, stats());
    } else if (record instanceof Inquiry.AskBook) {
      NodeBus.answer(message, book());
    }
  }

  private void take(RoleMessage.Received received) {
    long now = nanoTime.getAsLong();
    if (received.message() instanceof PeerRequest) {
      refresh
          .exchange()
          .answer(received.token(), now)
          .ifPresent(
              addresses -> client.send(received.token(), Lease.NONE, new PeerResponse(addresses)));
    } else if (received.message() instanceof PeerResponse response) {
      refresh.exchange().told(received.token(), response.addresses(), now);
      tickSoon();
    }
  }

  private void tickSoon() {
    if (ticking == Ticking.ASKING) {
      ticking = Ticking.ASKING_AND_AGAIN;
    } else if (ticking == Ticking.LATER) {
      armTick(Ticking.SOON);
    }
  }

  private void armTick(Ticking next) {
    long period = Math.min(PERIOD_NANOS_MAX, options.interval().toNanos() / 4);
    long jittered = period * 3 / 4 + random.nextLong(period / 2 + 1);
    long now = nanoTime.getAsLong();
    ticking = next;
    timers.arm(TICK, now + (next == Ticking.SOON ? SOON_NANOS : jittered), this::tick);
  }

  private void tick() {
    long askedAt = nanoTime.getAsLong();
    ticking = Ticking.ASKING;
    List<Snapshot> shown = new ArrayList<>();
    List<Future<Void>> asked =
        servers.all(askedAt).stream().map(server -> inspect(server, shown)).toList();
    Future.join(asked).onComplete(answers -> {
      if (ticking == Ticking.STOPPED) {
        return;
      }
      armTick(ticking == Ticking.ASKING_AND_AGAIN ? Ticking.SOON : Ticking.LATER);
      // With one server silent, its connections would look as if they were gone.
      if (answers.succeeded() && !shown.isEmpty()) {
        carryOut(refresh.tick(view(askedAt, shown)));
      }
      keeper.saveIfDue(nanoTime.getAsLong());
    });
  }

  /** Asks one server what is there; one that is gone from the bus is forgotten at once. */
  private Future<Void> inspect(ServerId server, List<Snapshot> shown) {
    return client.inspect(server).compose(inspection -> {
      Snapshot snapshot = inspection.snapshot();
      if (snapshot != null) {
        servers.heard(server, nanoTime.getAsLong());
        servers.holds(server, snapshot.holdings().size());
        shown.add(snapshot);
      } else if (inspection.outcome() == Outcome.STALE) {
        servers.forget(server);
      } else {
        return Future.failedFuture("no answer from server " + server);
      }
      return Future.succeededFuture();
    });
  }

  private static View view(long askedAt, List<Snapshot> shown) {
    List<Held> held = shown.stream()
        .flatMap(snapshot -> snapshot.holdings().stream())
        .map(holding -> new Held(holding.connection(), holding.state(), holding.busy()))
        .toList();
    return new View(
        askedAt, shown.stream().map(Snapshot::listening).collect(Collectors.toSet()), held);
  }

  private void carryOut(Plan plan) {
    for (Plan.Close close : plan.closes()) {
      client
          .close(close.token(), close.reason())
          .onSuccess(
              answer -> LOG.debug("{}: close of {}: {}", node, close.token(), answer.outcome()));
    }
    plan.dials().forEach(this::dial);
    plan.asks().forEach(token -> client.send(token, Lease.NONE, new PeerRequest()));
  }

  private void dial(DialTarget target) {
    servers
        .takeLeastLoaded()
        .map(server -> client.connect(server, target))
        .orElseGet(() ->
            Future.succeededFuture(ConnectAnswer.undone(Outcome.UNKNOWN, nanoTime.getAsLong())))
        .onSuccess(answer -> dialed(target, answer));
  }

  private void dialed(DialTarget target, ConnectAnswer answer) {
    LOG.debug("{}: dialled {}: {}", node, target, answer);
    refresh.dialed(new DialEnd(target, answer.token(), answer.refusal()), nanoTime.getAsLong());
    tickSoon();
  }

  private Inquiry.BookAnswer book() {
    return new Inquiry.BookAnswer(refresh.book().saved(nanoTime.getAsLong()).stream()
        .map(one -> new Inquiry.KnownAddress(
            one.address(), one.source(), one.seenSeconds(), one.failures(), one.connectedSeconds()))
        .toList());
  }

  private RoleStats stats() {
    Map<String, Long> counters = refresh.counters();
    counters.put("book_write_failures", keeper.writeFailureCount());
    counters.put("servers_refused", servers.refusedCount());
    counters.put("unknown", client.unknownCount());
    counters.put("bus_refused", bus.refusedCount());
    counters.put("refused", client.refusedCount());
    Map<String, Long> gauges = Map.of(
        "timers", 0L,
        "book", (long) refresh.book().size(),
        "servers", (long) servers.size(),
        "dialing", (long) refresh.dialing());
    return new RoleStats(gauges, Map.copyOf(counters));
  }

  /** This refresher among those of the node. */
  private final class NextInLine implements Succession.Heir {
    @Override
    public void begin() {
      LOG.info("{}: this JVM refreshes the peers from now on", node);
      var unused = act();
    }

    @Override
    public void rest() {
      LOG.info("{}: another JVM refreshes the peers from now on", node);
      ticking = Ticking.STOPPED;
      timers.disarmAll();
      var unused = presence.end();
    }

    @Override
    public void inherit(List<BookEntry> entries) {
      refresh.load(entries, nanoTime.getAsLong());
    }

    @Override
    public List<BookEntry> bequest() {
      return refresh.book().saved(nanoTime.getAsLong());
    }
  }
}
