package io.fencewire.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The clients of server-sent events. There are so many at most, and each has a bounded queue: one that
 * does not read is dropped when its queue is full, and comes back with the number of the last event
 * it has seen. To be used from one context.
 */
final class EventStreams {
  /** Clients at a time; a further one is refused. */
  static final int CLIENTS_MAX = 256;

  /** Bytes that may wait for one client, beyond what the sockets of both ends hold. */
  static final int QUEUE_BYTES = 512 * 1024;

  private static final Buffer STILL_HERE = Buffer.buffer(": still here\n\n");

  private final Set<Client> clients = new LinkedHashSet<>();
  private long opened;
  private long refused;
  private long dropped;

  /** One who listens. */
  final class Client {
    private final HttpServerResponse response;
    private final Predicate<String> wants;
    private final Runnable whenGone;

    private Client(HttpServerResponse response, Predicate<String> wants, Runnable whenGone) {
      this.response = response;
      this.wants = wants;
      this.whenGone = whenGone;
    }

    /** Sends one event to this client alone; it is dropped if that finds no room. */
    void send(Buffer event) {
      if (response.closed() || response.ended()) {
        gone(this);
      } else if (response.writeQueueFull()) {
        dropped++;
        gone(this);
        response.reset();
      } else {
        response.write(event);
      }
    }
  }

  /**
   * Begins a stream.
   *
   * @param wants which kinds of events are for this client
   * @param whenGone is called once, when it is over
   * @throws Problem if there are too many
   */
  Client open(RoutingContext turn, Predicate<String> wants, Runnable whenGone) {
    if (clients.size() >= CLIENTS_MAX) {
      refused++;
      throw Problem.of(503, CLIENTS_MAX + " clients are listening to events; that is the most");
    }
    HttpServerResponse response = turn.response();
    response
        .setChunked(true)
        .setWriteQueueMaxSize(QUEUE_BYTES)
        .putHeader("Content-Type", "text/event-stream");
    Client client = new Client(response, wants, whenGone);
    clients.add(client);
    opened++;
    response.exceptionHandler(problem -> gone(client)).closeHandler(closed -> gone(client));
    response.write(Buffer.buffer("retry: 2000\n\n"));
    return client;
  }

  /** Sends an event to all who want its kind; it is written down once. */
  void send(String kind, Buffer event) {
    List.copyOf(clients).stream()
        .filter(client -> client.wants.test(kind))
        .forEach(client -> client.send(event));
  }

  /** Tells everybody, and whatever stands between, that the stream is alive. */
  void keepAlive() {
    List.copyOf(clients).forEach(client -> client.send(STILL_HERE));
  }

  /** Whether anybody wants this kind. */
  boolean isWanted(String kind) {
    return clients.stream().anyMatch(client -> client.wants.test(kind));
  }

  /** Ends all streams. */
  void close() {
    List.copyOf(clients).forEach(client -> {
      gone(client);
      client.response.end();
    });
  }

  /** An event with a number, which a client says again when it comes back. */
  static Buffer event(String kind, long number, JsonObject json) {
    return Buffer.buffer(
        "event: " + kind + "\nid: " + number + "\ndata: " + json.encode() + "\n\n");
  }

  /** An event without one. */
  static Buffer event(String kind, JsonObject json) {
    return Buffer.buffer("event: " + kind + "\ndata: " + json.encode() + "\n\n");
  }

  /** How many listen. */
  int size() {
    return clients.size();
  }

  /** How many have come since the start. */
  long openedCount() {
    return opened;
  }

  /** How many were refused because there were too many. */
  long refusedCount() {
    return refused;
  }

  /** How many were dropped because they did not read. */
  long droppedCount() {
    return dropped;
  }

  private void gone(Client client) {
    if (clients.remove(client)) {
      client.whenGone.run();
    }
  }
}
