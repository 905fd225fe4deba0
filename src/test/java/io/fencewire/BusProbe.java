package io.fencewire;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.util.function.Consumer;

/**
 * The main verticle of a JVM in a test: asks those in its configuration over the clustered event bus
 * again and again, and says who answers, who doesn't and who asks.
 */
public final class BusProbe extends VerticleBase {
  private static final DeliveryOptions PATIENCE = new DeliveryOptions().setSendTimeout(1_000);
  private static final long PAUSE_MILLIS = 100;

  private final Consumer<String> say;

  /** One that speaks on standard output: for the launcher. */
  public BusProbe() {
    this(line -> {
      System.out.println(line);
      System.out.flush();
    });
  }

  BusProbe(Consumer<String> say) {
    this.say = say;
  }

  @Override
  public Future<?> start() {
    String name = config().getString("name");
    return vertx
        .eventBus()
        .<String>consumer(address(name), question -> {
          say.accept("heard " + question.body());
          question.reply(name);
        })
        .completion()
        .onSuccess(done -> config().getJsonArray("asks").forEach(other -> ask(name, "" + other)));
  }

  private void ask(String name, String other) {
    vertx.eventBus().request(address(other), name, PATIENCE).onComplete(answer -> {
      say.accept(outcome(answer) + " " + other);
      vertx.setTimer(PAUSE_MILLIS, fired -> ask(name, other));
    });
  }

  private static String outcome(AsyncResult<?> answer) {
    if (answer.succeeded()) {
      return "answered";
    }
    return answer.cause() instanceof ReplyException reply ? "" + reply.failureType() : "failed";
  }

  private static String address(String name) {
    return "probe." + name;
  }
}
