package io.fencewire;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** One context of a Vert.x: what a test does there and what is delivered there take turns. */
public final class OneContext {
  /** A message is delivered in the turn after the one in which it was sent. */
  private static final int TURNS = 3;

  private final Context context;

  /** A context of this Vert.x. */
  public OneContext(Vertx vertx) {
    context = vertx.getOrCreateContext();
  }

  /** Does this, and whatever follows from it. */
  public void turn(Runnable what) {
    call(() -> {
      what.run();
      return Future.succeededFuture();
    });
  }

  /** Begins this, waits until it is done, and then for whatever follows from it. */
  public void call(Supplier<Future<?>> what) {
    once(what);
    for (int i = 0; i < TURNS; i++) {
      once(Future::succeededFuture);
    }
  }

  private void once(Supplier<Future<?>> what) {
    Promise<Object> done = Promise.promise();
    context.runOnContext(turn -> {
      try {
        what.get().<Object>mapEmpty().onComplete(done);
      } catch (RuntimeException | Error e) {
        done.fail(e);
      }
    });
    Ear.await(done.future());
  }
}
