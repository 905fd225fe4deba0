package io.fencewire.admin;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port: HTTP for operators, on an event loop of its own. It knows the nodes by their names
 * alone and asks them over the bus, so that nothing it does can hold a socket of a peer up.
 */
public final class AdminVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AdminVerticle.class);
  private static final int IDLE_SECONDS = 60;

  private final AdminOptions options;
  private final List<String> nodes;
  private final JsonObject configuration;
  private @Nullable HttpServer server;
  private @Nullable Site site;

  /**
   * The admin port of these nodes, of which the first is meant if a request names none.
   *
   * @param configuration what the first one was told; what is secret in it is not shown
   */
  public AdminVerticle(AdminOptions options, List<String> nodes, JsonObject configuration) {
    this.options = options;
    this.nodes = List.copyOf(nodes);
    this.configuration = Masking.of(configuration);
  }

  /** The port it listens at, once it has started. */
  public int port() {
    if (server == null) {
      throw new IllegalStateException("the admin port is not open");
    }
    return server.actualPort();
  }

  @Override
  public Future<?> start() {
    Site built = new Site(vertx, options, nodes, configuration);
    site = built;
    HttpServerOptions http =
        new HttpServerOptions().setHttp2ClearTextEnabled(false).setIdleTimeout(IDLE_SECONDS);
    return vertx
        .createHttpServer(http)
        .requestHandler(built.router())
        .listen(options.listen().port(), options.listen().ip())
        .recover(problem -> Future.failedFuture(new IllegalStateException(
            "can't listen at " + options.listen() + " (admin.host, admin.port): "
                + problem.getMessage(),
            problem)))
        .onSuccess(listening -> {
          server = listening;
          built.begin();
          LOG.info("admin port of {} at {}:{}", nodes, options.listen().ip(), port());
        });
  }

  @Override
  public Future<?> stop() {
    Future<?> ended = site == null ? Future.succeededFuture() : site.close();
    return ended.eventually(() -> server == null ? Future.succeededFuture() : server.close());
  }
}
