package io.fencewire.admin;

import io.fencewire.bus.JsonForm;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.ServerAnswer.ServerStats;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ServerId;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of all nodes, asked for when they are read; behind them those of the JVM, and Vert.x's
 * own where it was started with them.
 */
final class Metrics {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int SERVER_DIGITS = 8;

  /** What Prometheus's own check finds wrong with names of Micrometer: a count that counts nothing, and a unit. */
  private static final MeterFilter RIGHT_NAMES = new MeterFilter() {
    @Override
    public MeterFilterReply accept(Meter.Id id) {
      return id.getName().equals("process.cpu.time")
          ? MeterFilterReply.DENY
          : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
      return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
    }
  };

  private final List<NodeView> nodes;
  private final OwnFigures own;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Collected collected = new Collected();

  Metrics(List<NodeView> nodes, OwnFigures own) {
    this.nodes = nodes;
    this.own = own;
    registry.getPrometheusRegistry().register(collected);
    registry.config().meterFilter(RIGHT_NAMES);
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** What was asked for last. */
  private static final class Collected implements MultiCollector {
    private MetricSnapshots last = MetricSnapshots.builder().build();

    @Override
    public MetricSnapshots collect() {
      return last;
    }
  }

  void route(Router router) {
    router.get("/metrics").handler(this::scrape);
  }

  void close() {
    registry.close();
  }

  private void scrape(RoutingContext turn) {
    Future.all(nodes.stream().map(NodeView::figures).toList())
        .onFailure(turn::fail)
        .onSuccess(all -> {
          collected.last = families(all.list());
          turn.response().putHeader("Content-Type", TYPE).end(registry.scrape() + platform());
        });
  }

  private MetricSnapshots families(List<NodeFigures> all) {
    Families families = new Families();
    for (int i = 0; i < nodes.size(); i++) {
      Labels node = Labels.of("node", nodes.get(i).name());
      NodeFigures figures = all.get(i);
      figures
          .servers()
          .forEach((id, stats) ->
              families.add("server", server(node, id), stats.gauges(), withZeros(stats)));
      figures
          .roles()
          .forEach(part -> families.add(
              part.role().word(),
              part.instance().isEmpty() ? node : node.add("member", part.instance()),
              part.stats().gauges(),
              part.stats().counters()));
    }
    RoleStats ours = own.read();
    families.add("admin", Labels.EMPTY, ours.gauges(), ours.counters());
    return families.snapshots();
  }

  /** A reason that has not been seen yet is a zero, so that its first time is an increase. */
  private static Map<String, Long> withZeros(ServerStats stats) {
    Map<String, Long> counters = new HashMap<>();
    for (CloseReason reason : CloseReason.values()) {
      counters.put("closes." + JsonForm.word(reason), 0L);
    }
    for (CloseOrigin origin : CloseOrigin.values()) {
      counters.put("origins." + JsonForm.word(origin), 0L);
    }
    counters.putAll(stats.counters());
    return counters;
  }

  private static Labels server(Labels node, ServerId id) {
    return node.add("server", id.toString().substring(0, SERVER_DIGITS));
  }

  private static String platform() {
    return BackendRegistries.getDefaultNow() instanceof PrometheusMeterRegistry platform
        ? platform.scrape()
        : "";
  }
}
