package io.fencewire.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** All that is behind the admin port, put together. To be used from one context. */
final class Site {
  private static final long SECOND_MILLIS = 1_000;
  private static final long KEEP_ALIVE_MILLIS = 15_000;
  private static final int ERRORS_FROM = 400;
  private static final int ERRORS_TO = 600;

  private final Vertx vertx;
  private final Doorkeeper doorkeeper;
  private final EventStreams clients = new EventStreams();
  private final Streams streams;
  private final Rest rest;
  private final OwnFigures own;
  private final Health health;
  private final Metrics metrics;

  /** The site of these nodes; the configuration is shown as it is. */
  Site(Vertx vertx, AdminOptions options, List<String> nodes, JsonObject configuration) {
    this.vertx = vertx;
    this.doorkeeper = new Doorkeeper(Set.copyOf(options.names()));
    List<NodeView> views = nodes.stream().map(node -> new NodeView(vertx, node)).toList();
    History history = new History(System.currentTimeMillis());
    this.streams = new Streams(views, history, clients);
    this.rest = new Rest(views, new Story(history), configuration, About.json());
    this.own = new OwnFigures(clients, rest, history);
    this.health = new Health(vertx, views);
    this.metrics = new Metrics(views, own);
  }

  /** All its routes. */
  Router router() {
    Router router = Router.router(vertx);
    router.route().handler(doorkeeper::check);
    router.route().failureHandler(Problem::answerFailure);
    streams.route(router, rest);
    rest.route(router);
    rest.routeFigures(router, own);
    rest.routeLog(router, new LogLevels(LoggerFactory.getILoggerFactory()));
    OpenApi.route(router);
    new Page().route(router);
    health.route(router);
    metrics.route(router);
    for (int status = ERRORS_FROM; status < ERRORS_TO; status++) {
      router.errorHandler(status, Problem::answerFailure);
    }
    return router;
  }

  /** Begins to hear what the nodes announce. */
  void begin() {
    streams.listen();
    vertx.setPeriodic(SECOND_MILLIS, second -> streams.everySecond());
    vertx.setPeriodic(KEEP_ALIVE_MILLIS, due -> clients.keepAlive());
  }

  /** Ends all streams. */
  Future<?> close() {
    metrics.close();
    return streams.close();
  }
}
