package io.fencewire.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that listen to events and don't read them, or are too many. */
class SlowClientTest {
  private static final int ITEM_BYTES = 100_000;
  private static final String PATH = "/api/v1/topics/prices/items";

  private final AdminPort port = new AdminPort();
  private final Http http = port.http;

  @AfterEach
  void stop() {
    port.close();
  }

  @Test
  void oneThatDoesNotReadIsDroppedAndHoldsNobodyUp() throws IOException {
    Http.Events reader = http.events(PATH, Map.of());
    try (Socket slow = listen(PATH)) {
      assertThat(slow.getInputStream().read()).as("it is listening").isPositive();
      int published = 0;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (counter("streams_dropped") == 0 && System.nanoTime() - end < 0) {
        String text = published++ + "x".repeat(ITEM_BYTES);
        http.post("/api/v1/publish", new JsonObject().put("topic", "prices").put("text", text));
      }

      assertThat(counter("streams_dropped")).isEqualTo(1);
      assertThat(gauge("streams")).as("who reads stays").isEqualTo(1);
      for (int item = 0; item < published; item++) {
        assertThat(reader.next().getString("topic")).isEqualTo("prices");
      }
    }
  }

  @Test
  void oneTooManyIsRefusedWithAProblem() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int client = 0; client < EventStreams.CLIENTS_MAX; client++) {
        Socket socket = listen("/api/v1/events");
        sockets.add(socket);
        assertThat(socket.getInputStream().read()).isPositive();
      }
      var refused = http.get("/api/v1/events");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.json().getString("detail")).contains("256 clients");
      assertThat(counter("streams_refused")).isEqualTo(1);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (gauge("streams") > 0 && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertThat(gauge("streams")).as("who has gone takes no place").isZero();
  }

  private Socket listen(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port());
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private long counter(String name) {
    return figures().getJsonObject("counters").getLong(name);
  }

  private long gauge(String name) {
    return figures().getJsonObject("gauges").getLong(name);
  }

  private JsonObject figures() {
    return http.get("/api/v1/figures").json().getJsonObject("admin");
  }
}
