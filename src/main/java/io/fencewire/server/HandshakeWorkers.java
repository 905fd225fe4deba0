package io.fencewire.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where the costly steps of handshakes are done, be it those of TLS or the signatures of ours: on a
 * few threads, which all servers of a Vert.x share, and with a bound on the steps of one server that
 * wait for them. The step that finds no room is refused, and its connection ends; the others go on.
 *
 * <p>Behind each step of TLS there is a small one on the event loop. A few of them would do no harm,
 * but those of a crowd add up: so few steps begin in one turn.
 */
final class HandshakeWorkers implements Executor {
  /** Steps of one server under way; a handshake has one at a time. */
  static final int STEPS_MAX = 128;

  /** Steps of TLS that begin in one turn of a server's event loop. */
  static final int STEPS_PER_TURN = 4;

  /** The threads go by this name. */
  static final String POOL = "fencewire-handshakes";

  /** Few, so that handshakes never take all processors away from those who are connected. */
  static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final Context context;
  private final WorkerExecutor threads;
  private final AtomicInteger steps = new AtomicInteger();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int begun;

  /** For the server that runs on this context. */
  HandshakeWorkers(Context context) {
    this.context = context;
    this.threads = context.owner().createSharedWorkerExecutor(POOL, THREADS);
  }

  /** Does a step; the future fails with a {@link RejectedExecutionException} if there is no room. */
  <T> Future<T> call(Callable<T> step) {
    return take() ? begin(step) : Future.failedFuture(full());
  }

  /**
   * Does a step of TLS, which tells by itself how it ended; in this turn of the event loop or a later
   * one.
   *
   * @throws RejectedExecutionException if there is no room
   */
  @Override
  public void execute(Runnable step) {
    if (!take()) {
      throw full();
    }
    waiting.add(step);
    beginSome();
  }

  private void beginSome() {
    boolean first = begun == 0;
    for (Runnable step = next(); step != null; step = next()) {
      begun++;
      Runnable each = step;
      var unused = begin(() -> {
        each.run();
        return each;
      });
    }
    if (first && begun > 0) {
      context.runOnContext(turn -> context.owner().setTimer(1, fired -> nextTurn()));
    }
  }

  /** A timer that was set in one turn fires in a later one. */
  private void nextTurn() {
    begun = 0;
    beginSome();
  }

  private @Nullable Runnable next() {
    return begun < STEPS_PER_TURN ? waiting.poll() : null;
  }

  private boolean take() {
    if (steps.incrementAndGet() <= STEPS_MAX) {
      return true;
    }
    steps.decrementAndGet();
    return false;
  }

  private <T> Future<T> begin(Callable<T> step) {
    return threads.executeBlocking(step, false).onComplete(done -> steps.decrementAndGet());
  }

  private static RejectedExecutionException full() {
    return new RejectedExecutionException(STEPS_MAX + " steps of handshakes are under way");
  }
}
