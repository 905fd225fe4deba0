package io.fencewire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.options.Quantity;
import io.fencewire.peer.DialTarget;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the admin port of a running node, with a bound of time and one of size. What comes to nothing
 * is an {@link IOException} in words for a person; what the node calls wrong is an {@link
 * IllegalArgumentException} with the node's words.
 */
final class AdminClient {
  /** What an answer may have: the list of 10,000 peers takes some 6 MiB. */
  static final int ANSWER_MAX = 16 * 1024 * 1024;

  /** What a text may have: the flight recorders of 16 loops have some 40 MiB when they are full. */
  private static final int TEXT_MAX = 128 * 1024 * 1024;

  private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
  private static final int DONE = 200;

  /** Bad request, content too large, misdirected request: another question would be right. */
  private static final Set<Integer> ASKED_WRONGLY = Set.of(400, 413, 421);

  private final DialTarget target;
  private final @Nullable String node;
  private final Duration timeout;
  private final HttpClient http;

  /** One for this address; null means the first node there. */
  AdminClient(DialTarget target, @Nullable String node, Duration timeout) {
    this.target = target;
    this.node = node;
    this.timeout = timeout;
    this.http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(timeout.compareTo(CONNECT_MAX) < 0 ? timeout : CONNECT_MAX)
        .build();
  }

  /** Asks for something. */
  JsonObject get(String path) throws IOException {
    return result(ask(request(path).GET().build(), ANSWER_MAX, ""));
  }

  /** Asks for a text, as it is. */
  String text(String path) throws IOException {
    Answer answer = ask(request(path).GET().build(), TEXT_MAX, "");
    return answer.status == DONE ? answer.body.toString(UTF_8) : result(answer).encode();
  }

  /** Has something done. */
  JsonObject post(String path, JsonObject body) throws IOException {
    return command("POST", path, body);
  }

  /** Has something be so. */
  JsonObject put(String path, JsonObject body) throws IOException {
    return command("PUT", path, body);
  }

  private JsonObject command(String method, String path, JsonObject body) throws IOException {
    HttpRequest request = request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body.encode()))
        .build();
    return result(ask(request, ANSWER_MAX, "; nobody knows whether it was carried out"));
  }

  private HttpRequest.Builder request(String path) {
    String which = node == null ? "" : "?node=" + URLEncoder.encode(node, UTF_8);
    return HttpRequest.newBuilder(URI.create("http://" + target + "/api/v1" + path + which));
  }

  private Answer ask(HttpRequest request, int max, String doubt) throws IOException {
    CompletableFuture<Answer> asked = http.sendAsync(request, BodyHandlers.ofInputStream())
        .thenApplyAsync(response -> read(response, max));
    try {
      return asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(target + " did not answer within " + Quantity.text(timeout) + doubt, e);
    } catch (ExecutionException e) {
      throw new IOException(broken(e.getCause(), doubt), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted" + doubt);
    } finally {
      asked.cancel(true);
    }
  }

  private static Answer read(HttpResponse<InputStream> response, int max) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(max + 1);
      if (bytes.length > max) {
        throw new IOException("the answer is longer than " + max + " bytes");
      }
      return new Answer(response.statusCode(), Buffer.buffer(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String broken(@Nullable Throwable cause, String doubt) {
    if (cause instanceof HttpConnectTimeoutException) {
      return "no connection to " + target + " came about in time";
    }
    if (cause instanceof ConnectException
        && cause.getCause() instanceof UnresolvedAddressException) {
      return "no address is known for " + target;
    }
    if (cause instanceof ConnectException) {
      return "nobody listens at " + target + "; a node opens its admin port only with"
          + " admin.enabled = true (FENCEWIRE_ADMIN_ENABLED=true), and --admin says where it is";
    }
    Throwable inner = cause instanceof UncheckedIOException ? cause.getCause() : cause;
    String why = inner == null ? "" : inner.getMessage();
    return "the answer of " + target + " broke off: " + Shown.line(String.valueOf(why)) + doubt;
  }

  private JsonObject result(Answer answer) throws IOException {
    JsonObject json = answer.json();
    if (json != null && answer.status == DONE) {
      return json;
    }
    if (json == null || !(json.getValue("detail") instanceof String detail)) {
      throw new IOException(
          "what answers at " + target + " is no admin port of a node: HTTP status " + answer.status
              + ", and not the JSON that was expected");
    }
    String said = Shown.line(detail);
    if (ASKED_WRONGLY.contains(answer.status) || "node".equals(json.getValue("key"))) {
      throw new IllegalArgumentException(said);
    }
    throw new IOException(said);
  }

  private record Answer(int status, Buffer body) {
    private @Nullable JsonObject json() {
      try {
        return body.toJsonObject();
      } catch (DecodeException | ClassCastException noObject) {
        return null;
      }
    }
  }
}
