package io.fencewire.devnet;

import io.fencewire.admin.AdminOptions;
import io.fencewire.admin.AdminVerticle;
import io.fencewire.api.PeerNetwork;
import io.fencewire.peer.ListenAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Many full nodes in one process, over real TCP on loopback: starts them, lets them find each other
 * through the first one, gives them items to pass on, and judges what happened. Lives on one event
 * loop; the nodes have theirs.
 */
public final class Devnet {
  private static final long CONNECT_MILLIS = 60_000;
  private static final long SETTLE_MILLIS = 5_000;
  private static final long SWEEP_MILLIS = 1_000;
  private static final int MISHAPS_MAX = 50;

  private final Vertx vertx;
  private final DevnetOptions options;
  private final LiveTable table;
  private final long begun = System.nanoTime();
  private final List<DevnetNode> nodes;
  private final Auditor auditor;
  private final Traffic traffic;
  private final LateSends late;
  private final Ending ending;
  private final List<String> mishaps = new ArrayList<>();

  private Devnet(Vertx vertx, DevnetOptions options, Items items, LiveTable table) {
    this.vertx = vertx;
    this.options = options;
    this.table = table;
    this.nodes = IntStream.range(0, options.nodes())
        .mapToObj(number -> new DevnetNode(vertx, number, options.seed()))
        .toList();
    this.auditor = new Auditor(nodes.stream().map(DevnetNode::peerId).toList());
    SplittableRandom random = new SplittableRandom(options.seed());
    List<PeerNetwork> networks = nodes.stream().map(DevnetNode::network).toList();
    this.traffic = new Traffic(vertx, networks, items, random.split());
    long holdMaxMillis = 2 * options.rotateEvery().toMillis();
    this.late = new LateSends(vertx, options.late(), holdMaxMillis, random.split());
    this.ending = new Ending(vertx, nodes, this::mishap);
  }

  /**
   * Runs one devnet to its end.
   *
   * @param vertx its own; an exception that nobody handles in it is reported as a mishap
   * @param out where the run is shown
   * @param terminal whether that is a terminal
   * @throws IllegalArgumentException if the input file is no good
   */
  public static Future<DevnetReport> run(
      Vertx vertx, DevnetOptions options, PrintStream out, boolean terminal) {
    Items items = options.input() == null ? Items.numbered() : Items.ofFile(options.input());
    out.println("devnet of " + options.nodes() + " nodes, seed " + options.seed());
    LiveTable table = new LiveTable(out, terminal);
    Context loop = vertx.getOrCreateContext();
    Promise<DevnetReport> promise = Promise.promise();
    loop.runOnContext(
        turn -> new Devnet(vertx, options, items, table).run(loop).onComplete(promise));
    return promise.future();
  }

  private Future<DevnetReport> run(Context loop) {
    vertx.exceptionHandler(problem ->
        loop.runOnContext(turn -> mishap("an exception that nobody handled: " + problem)));
    listen();
    late.begin();
    long timer = vertx.setPeriodic(SWEEP_MILLIS, fired -> everySecond());
    return start()
        .compose(started -> openPage())
        .compose(started -> everyoneConnects())
        .compose(connected -> publish())
        .compose(published -> end())
        .eventually(() -> {
          vertx.cancelTimer(timer);
          return Future.join(nodes.stream().map(DevnetNode::stop).toList());
        });
  }

  private void listen() {
    for (int i = 0; i < nodes.size(); i++) {
      int node = i;
      nodes.get(node).network().onEvent(event -> auditor.hear(node, event, sinceBegun()));
    }
    traffic.subscribe();
  }

  /** One after the other: the first one is the others' way in. */
  private Future<Void> start() {
    Future<Void> started = nodes.get(0).start(options, List.of());
    for (DevnetNode node : nodes.subList(1, nodes.size())) {
      started = started.compose(before -> {
        List<ListenAddress> bootstrap = List.of(nodes.get(0).listening());
        return node.start(options, bootstrap);
      });
    }
    return started;
  }

  private Future<Void> openPage() {
    if (options.adminPort() == DevnetOptions.NO_ADMIN) {
      return Future.succeededFuture();
    }
    return openPage(options.adminPort()).recover(taken -> openPage(0)).mapEmpty();
  }

  private Future<String> openPage(int port) {
    List<String> names = nodes.stream().map(DevnetNode::name).toList();
    AdminVerticle page = new AdminVerticle(AdminOptions.at(port), names, new JsonObject());
    return vertx
        .deployVerticle(page)
        .onSuccess(open -> table.say("page: http://127.0.0.1:" + page.port() + "/"));
  }

  private Future<Void> everyoneConnects() {
    return Until.isTrue(vertx, CONNECT_MILLIS, auditor::isEveryoneConnected).map(all -> {
      if (!all) {
        mishap("not every node had a LIVE connection within " + CONNECT_MILLIS / 1_000 + " s");
      }
      return null;
    });
  }

  private Future<Void> publish() {
    auditor.watchBegins();
    return traffic
        .run(options.time(), options.rate())
        .compose(over -> traffic.settle(SETTLE_MILLIS))
        .map(all -> {
          auditor.watchEnds();
          return null;
        });
  }

  private Future<DevnetReport> end() {
    return late.finish()
        .compose(finished -> {
          auditor.shutdownBegins(sinceBegun());
          return ending.drain();
        })
        .compose(drained -> ending.totals())
        .map(totals -> {
          auditor.finish();
          return report(totals);
        });
  }

  private DevnetReport report(Totals totals) {
    if (traffic.refused() > 0) {
      mishap(traffic.refused() + " items could not be published; the first: " + traffic.refusal());
    }
    return new DevnetReport(
        options,
        options.time().toMillis() / 1_000.0,
        connections(),
        gossip(),
        totals.sends(),
        late.counts(),
        auditor.closes(),
        new DevnetReport.Findings(auditor.unexplained(), auditor.contradictions(), auditor.told()),
        new DevnetReport.Leaks(totals.leakedTimers(), totals.leakedConnections()),
        totals.counters(),
        List.copyOf(mishaps));
  }

  private DevnetReport.Connections connections() {
    int closed = auditor.closes().values().stream().mapToInt(Integer::intValue).sum();
    List<LiveRange> peers = IntStream.range(0, nodes.size())
        .mapToObj(node -> auditor.tally(node).peers())
        .toList();
    return new DevnetReport.Connections(
        auditor.opened(),
        closed,
        auditor.live().min(),
        auditor.live().max(),
        peers.stream().mapToInt(LiveRange::min).min().orElse(0),
        peers.stream().mapToInt(LiveRange::max).max().orElse(0));
  }

  private DevnetReport.Gossip gossip() {
    Deliveries book = traffic.book();
    return new DevnetReport.Gossip(
        book.published(),
        book.expected(),
        book.delivered(),
        book.twice(),
        book.corrupt(),
        book.latencies().percentileMillis(0.5),
        book.latencies().percentileMillis(0.99));
  }

  private void everySecond() {
    auditor.sweep(sinceBegun());
    Deliveries book = traffic.book();
    List<LiveTable.Row> rows =
        IntStream.range(0, nodes.size()).mapToObj(this::row).toList();
    table.show(new LiveTable.Moment(
        sinceBegun() / 1_000_000_000,
        rows,
        auditor.live().now(),
        new LiveTable.Progress(book.published(), book.delivered(), book.expected()),
        auditor.unexplained()));
  }

  private LiveTable.Row row(int node) {
    NodeTally tally = auditor.tally(node);
    return new LiveTable.Row(
        nodes.get(node).name(),
        tally.inbound(),
        tally.outbound(),
        tally.rotations(),
        traffic.book().deliveredTo(node));
  }

  private void mishap(String what) {
    if (mishaps.size() < MISHAPS_MAX) {
      mishaps.add(what);
    }
  }

  private long sinceBegun() {
    return System.nanoTime() - begun;
  }
}
