package io.fencewire.api;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.TwoNodes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Random objects, many of them nearly right, against the gateway of a running node. */
class JsonGarbageTest {
  private static final long SEED = 20_261_122;
  private static final int ROUNDS = 20;
  private static final int AT_A_TIME = 100;
  private static final List<String> KEYS =
      List.of("do", "topic", "body", "text", "token", "address", "peer", "seconds", "", "\ud800");
  private static final List<String> WORDS = List.of(
      "publish",
      "peers",
      "connect",
      "disconnect",
      "send",
      "ban",
      "subscribe",
      "",
      "\ud800",
      "AAAA",
      "prices",
      "127.0.0.1:1",
      "[::1]:1",
      "1@" + "a".repeat(32),
      "b".repeat(64),
      "=",
      "%s",
      "-1");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final TwoNodes nodes = new TwoNodes();

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void everyObjectIsAnsweredAndTheGatewayLives() {
    int errors = 0;
    int answers = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<JsonObject> commands =
          IntStream.range(0, AT_A_TIME).mapToObj(number -> command()).toList();
      for (JsonObject answer : ask(commands)) {
        if (answer.containsKey("error")) {
          errors++;
          assertThat(answer.getString("error")).as("seed " + SEED).isNotEmpty();
        } else {
          answers++;
        }
      }
    }
    assertThat(errors).as("seed " + SEED).isPositive();
    assertThat(answers).as("seed " + SEED).isPositive();
    assertThat(ask(List.of(new JsonObject().put("do", "peers"))).get(0).getJsonArray("peers"))
        .as("seed " + SEED)
        .isEmpty();
  }

  private List<JsonObject> ask(List<JsonObject> commands) {
    List<Future<JsonObject>> asked = new ArrayList<>();
    for (JsonObject command : commands) {
      asked.add(nodes
          .vertx
          .eventBus()
          .<JsonObject>request("fencewire.alpha.json", command)
          .map(reply -> reply.body())
          .onFailure(problem -> assertThat(problem).as(command.encode()).isNull()));
    }
    return await(Future.all(asked)).list();
  }

  /** A command whose keys and values are drawn by lot; half of them begin with a known word. */
  private JsonObject command() {
    JsonObject command = new JsonObject();
    if (random.nextBoolean()) {
      command.put("do", WORDS.get(random.nextInt(6)));
    }
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      command.put(KEYS.get(random.nextInt(KEYS.size())), value(2));
    }
    return command;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextLong();
      case 2 -> random.nextDouble();
      case 3 -> random.nextBoolean();
      case 4 -> WORDS.get(random.nextInt(WORDS.size()));
      case 5 -> new JsonArray().add(value(depth - 1));
      default -> new JsonObject().put(WORDS.get(random.nextInt(WORDS.size())), value(depth - 1));
    };
  }
}
