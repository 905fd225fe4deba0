package interop;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a Fencewire node has counted, as its admin port tells it. */
record Figures(JsonObject all) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static Figures of(int adminPort) throws IOException, InterruptedException {
    return new Figures(get(adminPort, "/api/v1/figures"));
  }

  static JsonObject get(int adminPort, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
        .build();
    return new JsonObject(
        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** A counter of its one server; 0 for a reason that no connection has ended with. */
  long server(String counter) {
    JsonObject servers = all.getJsonObject("servers");
    String only = servers.fieldNames().iterator().next();
    return servers.getJsonObject(only).getJsonObject("counters").getLong(counter, 0L);
  }

  long heartbeat(String counter) {
    return all.getJsonObject("heartbeat").getJsonObject("counters").getLong(counter);
  }
}
