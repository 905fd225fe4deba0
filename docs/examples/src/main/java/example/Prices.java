package example;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.NodeVerticle;
import io.fencewire.api.Item;
import io.fencewire.api.Judgement;
import io.fencewire.api.PeerNetwork;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A program with a node inside. It publishes prices, refuses those that are no numbers, and ends a
 * moment after it has heard another program's: {@code Prices NAME [ADDRESS OF ANOTHER]}.
 */
public final class Prices {
  private static final String TOPIC = "prices";
  private static final long PUBLISH_MILLIS = 200;
  private static final long GOODBYE_MILLIS = 2_000;
  private static final long PATIENCE_MILLIS = 60_000;

  private final Vertx vertx = Vertx.vertx();
  private final NodeVerticle node = new NodeVerticle();
  private final PeerNetwork network;
  private final String name;
  private boolean heard;

  private Prices(String name) {
    this.name = name;
    this.network = PeerNetwork.of(vertx, name);
  }

  /** Starts it. */
  public static void main(String[] args) {
    new Prices(args[0]).start(args.length > 1 ? new JsonArray().add(args[1]) : new JsonArray());
  }

  private void start(JsonArray bootstrap) {
    JsonObject conf = new JsonObject()
        .put("node", name)
        .put("key", name + ".key")
        .put("listen", new JsonObject().put("port", 0))
        .put("peers", new JsonObject().put("book", "").put("bootstrap", bootstrap));
    network.validate(TOPIC, item -> Future.succeededFuture(judge(item)));
    network.subscribe(TOPIC, this::hear);
    vertx
        .deployVerticle(node, new DeploymentOptions().setConfig(conf))
        .onSuccess(started -> say("listens at " + node.listening()))
        .onSuccess(started -> vertx.setPeriodic(PUBLISH_MILLIS, fired -> publish()))
        .onFailure(problem -> end(1, "can't start: " + problem.getMessage()));
    vertx.setTimer(PATIENCE_MILLIS, fired -> end(1, "heard nothing"));
  }

  private void publish() {
    String price = name + " " + System.nanoTime() % 1_000;
    network.publish(TOPIC, price.getBytes(UTF_8));
    network.publish(TOPIC, (name + " nonsense").getBytes(UTF_8));
  }

  private static Judgement judge(Item item) {
    return text(item).matches("\\w+ [0-9]+") ? Judgement.ACCEPT : Judgement.REJECT;
  }

  private void hear(Item item) {
    boolean own = item.from() == null;
    if (!own && !heard) {
      heard = true;
      say("heard " + text(item));
      vertx.setTimer(GOODBYE_MILLIS, fired -> end(0, "done"));
    }
  }

  private static String text(Item item) {
    return new String(item.body().toArray(), UTF_8);
  }

  private void end(int code, String last) {
    say(last);
    vertx.close().onComplete(closed -> System.exit(code));
  }

  private void say(String line) {
    System.out.println(name + " " + line);
  }
}
