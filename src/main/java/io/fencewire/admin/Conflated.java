package io.fencewire.admin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that many ask: at most one is under way. Whoever asks meanwhile shares the answer to the
 * next one, which begins after he asked, so that no answer is older than its question. To be used
 * from one context.
 *
 * @param <T> the answer
 */
final class Conflated<T> {
  private final Supplier<Future<T>> question;
  private @Nullable Future<T> running;
  private @Nullable Promise<T> next;

  Conflated(Supplier<Future<T>> question) {
    this.question = question;
  }

  /** Asks. */
  Future<T> ask() {
    if (running == null) {
      return begin();
    }
    if (next == null) {
      next = Promise.promise();
    }
    return next.future();
  }

  private Future<T> begin() {
    Future<T> asked = question.get();
    running = asked;
    asked.onComplete(done -> {
      running = null;
      Promise<T> waiting = next;
      next = null;
      if (waiting != null) {
        begin().onComplete(waiting);
      }
    });
    return asked;
  }
}
