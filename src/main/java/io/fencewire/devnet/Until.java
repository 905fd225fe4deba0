package io.fencewire.devnet;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;

/** Waiting for something that announces itself to nobody: looks, and looks again soon. */
final class Until {
  private static final long LOOK_MILLIS = 20;

  private Until() {}

  /** True as soon as the condition holds; false if it never did within this time. */
  static Future<Boolean> isTrue(Vertx vertx, long withinMillis, BooleanSupplier condition) {
    Promise<Boolean> promise = Promise.promise();
    look(vertx, System.nanoTime() + withinMillis * 1_000_000, condition, promise);
    return promise.future();
  }

  private static void look(
      Vertx vertx, long deadline, BooleanSupplier condition, Promise<Boolean> promise) {
    if (condition.getAsBoolean()) {
      promise.complete(true);
    } else if (System.nanoTime() - deadline >= 0) {
      promise.complete(false);
    } else {
      vertx.setTimer(LOOK_MILLIS, fired -> look(vertx, deadline, condition, promise));
    }
  }
}
