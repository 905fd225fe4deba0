package io.fencewire.cost;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The main verticle of a JVM that asks an admin port for so much a second, while listeners hold event
 * streams open, half of which never read. Says {@code begun} and at the end what came of it.
 */
public final class AdminCrowd extends VerticleBase {
  private static final int TICK_MILLIS = 5;

  /** What operators, their scripts and their Prometheus ask for; of every ten. */
  private static final List<String> ASKED = List.of(
      "/api/v1/peers",
      "/api/v1/version",
      "/api/v1/figures",
      "/api/v1/peers",
      "/api/v1/topics",
      "/api/v1/version",
      "/metrics",
      "/api/v1/peers",
      "/api/v1/figures",
      "/health/ready");

  private final Map<String, Integer> answers = new TreeMap<>();
  private HttpClient streams;
  private HttpClient client;
  private long start;
  private int begun;
  private int ended;
  private long[] nanos = new long[1024];
  private long heard;

  @Override
  public Future<?> start() {
    int listeners = config().getInteger("listeners");
    HttpClientOptions options = new HttpClientOptions()
        .setDefaultHost("127.0.0.1")
        .setDefaultPort(config().getInteger("port"));
    streams = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(listeners));
    client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(32));
    return Future.all(IntStream.range(0, listeners).mapToObj(this::listen).toList())
        .onSuccess(all -> begin());
  }

  private Future<?> listen(int number) {
    return streams
        .request(HttpMethod.GET, "/api/v1/events?figures=true")
        .compose(request -> request.send())
        .onSuccess(response -> {
          if (number % 2 == 0) {
            response.pause(); // and never again
          } else {
            response.handler(chunk -> heard += chunk.length());
          }
        });
  }

  private void begin() {
    System.out.println("begun");
    start = System.nanoTime();
    long timer = vertx.setPeriodic(TICK_MILLIS, tick -> catchUp());
    vertx.setTimer(1_000L * config().getInteger("seconds"), over -> {
      vertx.cancelTimer(timer);
      report();
    });
  }

  /** As many as are due: a late tick makes up for it. */
  private void catchUp() {
    long due = (System.nanoTime() - start) / 1_000 * config().getInteger("rate") / 1_000_000;
    while (begun < due) {
      ask(ASKED.get(begun++ % ASKED.size()), System.nanoTime());
    }
  }

  private void ask(String path, long at) {
    client
        .request(new RequestOptions().setMethod(HttpMethod.GET).setURI(path))
        .compose(request -> request
            .send()
            .compose(
                response -> response.body().map(body -> String.valueOf(response.statusCode()))))
        .otherwise(problem -> problem.getClass().getSimpleName())
        .onSuccess(answer -> {
          answers.merge(answer, 1, Integer::sum);
          if (ended == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * ended);
          }
          nanos[ended++] = System.nanoTime() - at;
        });
  }

  private void report() {
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] sorted = Arrays.copyOf(nanos, ended);
    Arrays.sort(sorted);
    System.out.printf(
        "requests: %.0f a second begun, %.0f ended (%s); half of them within %.1f ms, 99 of 100"
            + " within %.1f ms; the streams that are read brought %.1f MiB a second%n",
        begun / seconds,
        ended / seconds,
        answers,
        sorted[ended / 2] / 1e6,
        sorted[ended * 99 / 100] / 1e6,
        heard / seconds / (1 << 20));
  }
}
