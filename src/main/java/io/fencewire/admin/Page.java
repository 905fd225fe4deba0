package io.fencewire.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page at {@code /} and its files, kept in memory: these and no others are served. Charts are
 * drawn by uPlot, which is a jar of its own.
 */
final class Page {
  /** Where the jar of uPlot has what the page needs of it; the version is that of the pom. */
  static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final String INDEX = "index.html";
  private static final Map<String, String> OTHERS = Map.of(
      "uplot.css", "/" + UPLOT + "uPlot.min.css",
      "uplot.js", "/" + UPLOT + "uPlot.esm.js");
  private static final Map<String, String> TYPES = Map.of(
      INDEX,
      "text/html; charset=utf-8",
      "style.css",
      "text/css; charset=utf-8",
      "uplot.css",
      "text/css; charset=utf-8",
      "app.js",
      "text/javascript; charset=utf-8",
      "charts.js",
      "text/javascript; charset=utf-8",
      "network.js",
      "text/javascript; charset=utf-8",
      "story.js",
      "text/javascript; charset=utf-8",
      "tables.js",
      "text/javascript; charset=utf-8",
      "uplot.js",
      "text/javascript; charset=utf-8");

  private final Map<String, Buffer> files = new LinkedHashMap<>();

  Page() {
    for (String file : TYPES.keySet()) {
      String resource = OTHERS.getOrDefault(file, "page/" + file);
      files.put(file, Buffer.buffer(Resource.bytes(resource)));
    }
  }

  void route(Router router) {
    router.get("/").handler(turn -> answer(turn, INDEX));
    router.get("/page/:file").handler(turn -> answer(turn, turn.pathParam("file")));
  }

  private void answer(RoutingContext turn, String file) {
    Buffer bytes = files.get(file);
    if (bytes == null) {
      turn.fail(404);
    } else {
      turn.response().putHeader("Content-Type", TYPES.get(file)).end(bytes);
    }
  }
}
