package io.fencewire.scrape;

import io.fencewire.Program;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real Prometheus that scrapes one place every second, and what it is asked. */
final class Prometheus implements AutoCloseable {
  private static final String PACKAGE = "prometheus";
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  /** Starts one in this directory, with these rules. */
  Prometheus(Path directory, String target, Path rules) throws IOException {
    port = freePort();
    Path config = Files.writeString(
        directory.resolve("prometheus.yml"), """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ["%s"]
        scrape_configs:
          - job_name: fencewire
            static_configs: [{targets: ["%s"]}]
        """.formatted(rules.toAbsolutePath(), target));
    process = new ProcessBuilder(
            Program.onPath(List.of("prometheus"), PACKAGE).toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
  }

  /** Prometheus has no way of taking a free one and saying which. */
  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  /** What promtool says of this input; nothing if all is well. */
  static List<String> tool(String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Program.onPath(List.of("promtool"), PACKAGE).toString());
    command.addAll(List.of(arguments));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = tool.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    List<String> said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
    return tool.onExit().join().exitValue() == 0 && said.isEmpty() ? List.of() : said;
  }

  /** Waits until it has scraped so often. */
  void awaitScrapes(int count) {
    await(() -> query("count_over_time(up{job=\"fencewire\"}[5m])").stream()
        .map(JsonObject.class::cast)
        .anyMatch(one -> value(one) >= count));
  }

  /** Waits until something is so. */
  void await(BooleanSupplier what) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!what.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || !process.isAlive()) {
        throw new AssertionError("not within 3 minutes, or Prometheus has ended");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  /** What a query returns now; nothing as long as Prometheus is not up. */
  JsonArray query(String query) {
    return get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
        .getJsonObject("data", new JsonObject())
        .getJsonArray("result", new JsonArray());
  }

  /** The values of a label. */
  List<String> values(String label, String metric) {
    return get("label/" + label + "/values?match[]=" + metric).getJsonArray("data").stream()
        .map(String.class::cast)
        .toList();
  }

  /** All rules, as they were evaluated last. */
  List<JsonObject> rules() {
    return get("rules").getJsonObject("data").getJsonArray("groups").stream()
        .flatMap(group -> ((JsonObject) group).getJsonArray("rules").stream())
        .map(JsonObject.class::cast)
        .toList();
  }

  /** The number in one part of a result. */
  static double value(JsonObject one) {
    return Double.parseDouble(one.getJsonArray("value").getString(1));
  }

  private JsonObject get(String path) {
    URI uri = URI.create(
        "http://127.0.0.1:" + port + "/api/v1/" + path.replace("[", "%5B").replace("]", "%5D"));
    try {
      return new JsonObject(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body());
    } catch (IOException notYet) {
      return new JsonObject();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (!process
        .onExit()
        .completeOnTimeout(process, 20, TimeUnit.SECONDS)
        .join()
        .isAlive()) {
      return;
    }
    process.destroyForcibly();
  }
}
