package io.fencewire.admin;

import static io.fencewire.Ear.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Asks an admin port over HTTP. */
final class Http {
  private final HttpClient client;
  private final int port;

  Http(Vertx vertx, int port) {
    this.client = vertx.createHttpClient();
    this.port = port;
  }

  /** What came back. */
  record Answer(int status, Map<String, String> headers, Buffer body) {
    JsonObject json() {
      return body.toJsonObject();
    }

    String text() {
      return body.toString();
    }

    String header(String name) {
      return headers.get(name.toLowerCase(java.util.Locale.ROOT));
    }
  }

  int port() {
    return port;
  }

  Answer get(String path) {
    return ask(HttpMethod.GET, path, Map.of(), "");
  }

  Answer post(String path, JsonObject body) {
    return ask(HttpMethod.POST, path, Map.of("Content-Type", "application/json"), body.encode());
  }

  Answer ask(HttpMethod method, String path, Map<String, String> headers, String body) {
    return await(client
        .request(options(method, path, headers))
        .compose(request -> request
            .send(Buffer.buffer(body))
            // in the turn in which it comes: a body that nobody waits for is gone
            .compose(response -> response.body().map(whole -> answer(response, whole)))));
  }

  /** How an answer begins that has no end. */
  int begins(String path) {
    return await(client
            .request(options(HttpMethod.GET, path, Map.of()))
            .compose(request -> request.send().onSuccess(response -> {
              response.exceptionHandler(cut -> {});
              request.reset();
            })))
        .statusCode();
  }

  /** Listens to a stream of events. */
  Events events(String path, Map<String, String> headers) {
    Events events = new Events();
    await(client
        .request(options(HttpMethod.GET, path, headers))
        .compose(request -> request.send().onSuccess(events::hear)));
    return events;
  }

  private RequestOptions options(HttpMethod method, String path, Map<String, String> headers) {
    RequestOptions options = new RequestOptions()
        .setMethod(method)
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI(path);
    headers.forEach(options::putHeader);
    return options;
  }

  private static Answer answer(HttpClientResponse response, Buffer body) {
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
    return new Answer(response.statusCode(), headers, body);
  }

  /** Server-sent events as they come. */
  static final class Events {
    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ids = new LinkedBlockingQueue<>();
    private String rest = "";

    private void hear(HttpClientResponse response) {
      response.handler(chunk -> {
        rest += chunk.toString();
        int end = rest.indexOf("\n\n");
        while (end >= 0) {
          take(rest.substring(0, end));
          rest = rest.substring(end + 2);
          end = rest.indexOf("\n\n");
        }
      });
    }

    private void take(String event) {
      for (String line : event.split("\n")) {
        if (line.startsWith("data: ")) {
          heard.add(new JsonObject(line.substring(6)));
        } else if (line.startsWith("id: ")) {
          ids.add(line.substring(4));
        }
      }
    }

    JsonObject next() {
      return poll(heard);
    }

    /** The next one that has this field, passing over others. */
    JsonObject nextWith(String field) {
      JsonObject event = next();
      while (!event.containsKey(field)) {
        event = next();
      }
      return event;
    }

    String nextId() {
      return poll(ids);
    }

    private static <T> T poll(BlockingQueue<T> queue) {
      try {
        T next = queue.poll(20, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("no event within 20 s");
        }
        return next;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
