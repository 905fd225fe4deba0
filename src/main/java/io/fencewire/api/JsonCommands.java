package io.fencewire.api;

import io.fencewire.bus.JsonForm;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.Rtt;
import io.fencewire.wire.TopicMessage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands in JSON, whoever brings them: each is a call of {@link PeerNetwork}. What is
 * wrong with a command is said in {@link #error}'s form, in the same words everywhere.
 */
public final class JsonCommands {
  private static final long BAN_SECONDS_MAX = Duration.ofDays(365).toSeconds();
  private static final String COMMANDS = "publish, peers, connect, disconnect, send or ban";

  private final PeerNetwork network;

  /** Commands to this network. */
  public JsonCommands(PeerNetwork network) {
    this.network = network;
  }

  /**
   * Carries one out; a failure is an {@link IllegalArgumentException} if the command is wrong, a
   * {@link DialException} if a dial came to nothing, an {@link IllegalStateException} if the node
   * can't do it now.
   */
  public Future<JsonObject> execute(@Nullable Object body) {
    try {
      JsonRequest request = JsonRequest.of(body);
      String command = request.text("do");
      return switch (command) {
        case "publish" -> publish(request);
        case "peers" -> peers(request);
        case "connect" -> connect(request);
        case "disconnect" -> disconnect(request);
        case "send" -> send(request);
        case "ban" -> ban(request);
        default ->
          throw new JsonRequest.Fault("do", "do must be " + COMMANDS + ", not '" + command + "'");
      };
    } catch (RuntimeException problem) {
      return Future.failedFuture(problem);
    }
  }

  private Future<JsonObject> publish(JsonRequest request) {
    String topic = request.text("topic", JsonCommands::topic);
    byte[] body = request.body();
    request.end();
    return network.publish(topic, body).map(id -> new JsonObject().put("id", id));
  }

  private Future<JsonObject> peers(JsonRequest request) {
    request.end();
    return network.peers().map(JsonCommands::list);
  }

  private Future<JsonObject> connect(JsonRequest request) {
    String address = request.text("address", text -> DialTarget.parse(text).toString());
    request.end();
    return network.connect(address).map(token -> new JsonObject().put("token", token.text()));
  }

  private Future<JsonObject> disconnect(JsonRequest request) {
    ConnectionToken token = request.text("token", ConnectionToken::parse);
    request.end();
    return network.disconnect(token).map(JsonCommands::outcome);
  }

  private Future<JsonObject> send(JsonRequest request) {
    ConnectionToken token = request.text("token", ConnectionToken::parse);
    String topic = request.text("topic", JsonCommands::topic);
    byte[] body = request.body();
    request.end();
    return network.send(token, topic, body).map(JsonCommands::outcome);
  }

  private Future<JsonObject> ban(JsonRequest request) {
    PeerId peer = request.text("peer", PeerId::parse);
    long seconds = request.number("seconds", 1, BAN_SECONDS_MAX);
    request.end();
    return network.ban(peer, Duration.ofSeconds(seconds)).map(JsonCommands::outcome);
  }

  private static String topic(String text) {
    TopicMessage.check(text);
    return text;
  }

  private static JsonObject outcome(Outcome outcome) {
    return new JsonObject().put("outcome", JsonForm.word(outcome));
  }

  private static JsonObject list(List<PeerStatus> peers) {
    JsonArray array = new JsonArray();
    peers.forEach(peer -> array.add(JsonForm.of(peer.connection())
        .put("state", JsonForm.word(peer.state()))
        .put("rtt", rtt(peer.rtt()))
        .put("height", peer.height())));
    return new JsonObject().put("peers", array);
  }

  private static @Nullable JsonObject rtt(@Nullable Rtt rtt) {
    return rtt == null
        ? null
        : new JsonObject()
            .put("lastMicros", rtt.lastNanos() / 1_000)
            .put("minMicros", rtt.minNanos() / 1_000)
            .put("smoothedMicros", rtt.smoothedNanos() / 1_000);
  }

  /** What a command that failed is answered with: {@code error}, and {@code key}, which says where. */
  public static JsonObject error(Throwable problem) {
    String key = problem instanceof JsonRequest.Fault fault ? fault.key() : "";
    JsonObject error =
        new JsonObject().put("error", String.valueOf(problem.getMessage())).put("key", key);
    return problem instanceof DialException dial
        ? error.put("reason", JsonForm.word(dial.reason()))
        : error;
  }
}
