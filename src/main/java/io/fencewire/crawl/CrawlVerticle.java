package io.fencewire.crawl;

import io.fencewire.bus.AskRtts;
import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.Presence;
import io.fencewire.bus.RoleAnswer.RttsAnswer;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.ServerClient;
import io.fencewire.bus.TimerSet;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.PeerResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link Crawl} on the bus, as the refresher of a node that has one server and a heartbeat: the
 * server dials and says goodbye, the heartbeat pings, and what nodes tell of others comes here.
 */
public final class CrawlVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(CrawlVerticle.class);
  private static final long TICK_NANOS = 25_000_000L;
  private static final long PROGRESS_NANOS = 1_000_000_000L;
  private static final long ANSWER_MILLIS = 1_000;

  /** What timers are for. */
  private enum Timer {
    TICK,
    PROGRESS
  }

  private final String node;
  private final CrawlOptions options;
  private final CrawlListener listener;
  private final LongSupplier nanoTime = System::nanoTime;
  private final Promise<Progress> over = Promise.promise();
  private boolean looking;

  // Made in start(), which runs before anything else can.
  @SuppressWarnings("NullAway.Init")
  private NodeBus bus;

  @SuppressWarnings("NullAway.Init")
  private ServerClient client;

  @SuppressWarnings("NullAway.Init")
  private TimerSet<Timer> timers;

  @SuppressWarnings("NullAway.Init")
  private Presence presence;

  @SuppressWarnings("NullAway.Init")
  private MessageConsumer<PeerEvent> events;

  // Both are there from the server's first word on.
  private @Nullable ServerId server;
  private @Nullable Crawl crawl;

  /** A crawl by the server of the node with this name, which begins as soon as that is heard of. */
  public CrawlVerticle(String node, CrawlOptions options, CrawlListener listener) {
    this.node = node;
    this.options = options;
    this.listener = listener;
  }

  /** How far it had come when there was nothing left to do. */
  public Future<Progress> over() {
    return over.future();
  }

  /** Ends it before its time; any thread may call this. */
  public void end() {
    context.runOnContext(turn -> {
      if (crawl != null) {
        crawl.end(nanoTime.getAsLong());
      }
    });
  }

  @Override
  public Future<?> start() {
    bus = new NodeBus(vertx, node);
    client = new ServerClient(bus, nanoTime);
    timers = new TimerSet<>(vertx, nanoTime);
    events = bus.listen(bus.addresses().events(), PeerEvent.class, this::announced);
    var start = new Presence.Start(Role.REFRESH, new SplittableRandom().nextLong(), nanoTime);
    presence = new Presence(vertx, bus, start, this::hear);
    return events.completion().compose(registered -> presence.begin());
  }

  @Override
  public Future<?> stop() {
    timers.disarmAll();
    return Future.join(events.unregister(), presence.end());
  }

  private void hear(Message<BusRecord> message) {
    if (!(message.body() instanceof RoleMessage said)) {
      return;
    }
    client.heard(said);
    if (said instanceof RoleMessage.Snapshot snapshot && crawl == null) {
      begin(snapshot);
    } else if (crawl != null && said instanceof RoleMessage.Ended ended) {
      crawl.ended(ended.token(), ended.reason());
    } else if (crawl != null
        && said instanceof RoleMessage.Received received
        && received.message() instanceof PeerResponse response) {
      crawl.told(received.token(), response.addresses(), nanoTime.getAsLong());
    }
  }

  private void begin(RoleMessage.Snapshot snapshot) {
    Crawl begun = new Crawl(options, new Effects(snapshot.serverId()), nanoTime.getAsLong());
    server = snapshot.serverId();
    crawl = begun;
    tick(begun);
    tellProgress(begun);
  }

  private void announced(Message<PeerEvent> message) {
    if (crawl != null && message.body() instanceof PeerEvent.Connected connected) {
      crawl.connected(connected.connection(), nanoTime.getAsLong());
    }
  }

  private void tick(Crawl begun) {
    begun.tick(nanoTime.getAsLong());
    if (begun.isOver()) {
      timers.disarmAll();
      over.tryComplete(begun.progress());
      return;
    }
    timers.arm(Timer.TICK, nanoTime.getAsLong() + TICK_NANOS, () -> tick(begun));
    if (begun.isAsking() && !looking && server != null) {
      looking = true;
      Future.join(lookAtRtts(begun), lookAtHeights(begun, server))
          .onComplete(seen -> looking = false);
    }
  }

  private Future<?> lookAtRtts(Crawl begun) {
    String heartbeat = bus.addresses().role(Role.HEARTBEAT);
    return bus.ask(heartbeat, new AskRtts(), ANSWER_MILLIS, RttsAnswer.class).onSuccess(answer -> {
      long now = nanoTime.getAsLong();
      answer.rtts().forEach((token, rtt) -> begun.measured(token, rtt.lastNanos(), now));
    });
  }

  private Future<?> lookAtHeights(Crawl begun, ServerId asked) {
    if (!options.blocks()) {
      return Future.succeededFuture();
    }
    return client.inspect(asked).onSuccess(answer -> {
      RoleMessage.Snapshot shown = answer.snapshot();
      if (shown != null) {
        long now = nanoTime.getAsLong();
        shown.holdings().forEach(held -> announce(begun, held, now));
      }
    });
  }

  private static void announce(Crawl begun, RoleMessage.Holding held, long now) {
    Long height = held.height();
    if (height != null) {
      begun.announced(held.connection().token(), height, now);
    }
  }

  private void tellProgress(Crawl begun) {
    listener.progress(begun.progress());
    timers.arm(Timer.PROGRESS, nanoTime.getAsLong() + PROGRESS_NANOS, () -> tellProgress(begun));
  }

  /** What the crawl does, done over the bus. */
  private final class Effects implements CrawlPort {
    private final ServerId server;

    private Effects(ServerId server) {
      this.server = server;
    }

    @Override
    public void dial(DialTarget target) {
      client
          .connect(server, target)
          .onSuccess(answer -> context.runOnContext(later -> {
            if (crawl != null) {
              DialEnd end = new DialEnd(answer.token(), answer.refusal(), answer.detail());
              crawl.dialled(target, end, nanoTime.getAsLong());
            }
          }));
    }

    @Override
    public void ask(ConnectionToken token) {
      client
          .send(token, Lease.NONE, new PeerRequest())
          .onSuccess(answer -> LOG.debug("asked {}: {}", token, answer.outcome()));
    }

    @Override
    public void leave(ConnectionToken token) {
      client.close(token, CloseReason.REQUESTED);
    }

    @Override
    public void found(Finding finding) {
      listener.found(finding);
    }

    @Override
    public void became(DialTarget target, Visit.State state, String why) {
      LOG.debug("{}: {}: {}", target, state, why);
    }
  }
}
