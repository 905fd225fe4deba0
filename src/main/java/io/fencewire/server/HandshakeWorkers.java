package io.fencewire.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the costly steps of handshakes are done, be it those of TLS or the signatures of ours: on a
 * few threads, which all servers of a Vert.x share, and with a bound on the steps of one server that
 * wait for them. The step that finds no room is refused, and its connection ends; the others go on.
 */
final class HandshakeWorkers implements Executor {
  /** Steps of one server under way; a handshake has one at a time. */
  static final int STEPS_MAX = 128;

  /** The threads go by this name. */
  static final String POOL = "fencewire-handshakes";

  /** Few, so that handshakes never take all processors away from those who are connected. */
  static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final WorkerExecutor threads;
  private final AtomicInteger steps = new AtomicInteger();

  HandshakeWorkers(Vertx vertx) {
    this.threads = vertx.createSharedWorkerExecutor(POOL, THREADS);
  }

  /** Does a step; the future fails with a {@link RejectedExecutionException} if there is no room. */
  <T> Future<T> call(Callable<T> step) {
    if (steps.incrementAndGet() > STEPS_MAX) {
      steps.decrementAndGet();
      return Future.failedFuture(
          new RejectedExecutionException(STEPS_MAX + " steps of handshakes are under way"));
    }
    return threads.executeBlocking(step, false).onComplete(done -> steps.decrementAndGet());
  }

  /**
   * Does a step that tells by itself how it ended.
   *
   * @throws RejectedExecutionException if there is no room
   */
  @Override
  public void execute(Runnable step) {
    Future<?> begun = call(() -> {
      step.run();
      return null;
    });
    if (begun.failed() && begun.cause() instanceof RejectedExecutionException full) {
      throw full;
    }
  }
}
