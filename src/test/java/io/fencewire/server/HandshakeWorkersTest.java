package io.fencewire.server;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandshakeWorkersTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final HandshakeWorkers workers = new HandshakeWorkers(context);
  private final AtomicInteger begun = new AtomicInteger();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void ofACrowdsStepsOfTlsFewBeginInOneTurnAndTheOthersInLaterOnes() throws Exception {
    int crowd = 3 * HandshakeWorkers.STEPS_PER_TURN;
    CountDownLatch all = new CountDownLatch(crowd);
    Promise<Integer> inTurn = Promise.promise();
    context.runOnContext(turn -> {
      for (int i = 0; i < crowd; i++) {
        workers.execute(() -> {
          begun.incrementAndGet();
          all.countDown();
        });
      }
      inTurn.complete(begunWhenThreadsAreIdle());
    });

    assertThat(await(inTurn.future())).isLessThanOrEqualTo(HandshakeWorkers.STEPS_PER_TURN);
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoFindsNoRoomIsToldSoAndRoomComesBack() {
    CountDownLatch release = new CountDownLatch(1);
    Promise<?> refused = Promise.promise();
    context.runOnContext(turn -> {
      for (int i = 0; i < HandshakeWorkers.STEPS_MAX; i++) {
        var unused = workers.call(() -> release.await(20, TimeUnit.SECONDS));
      }
      try {
        workers.execute(begun::incrementAndGet);
        refused.fail("there was room");
      } catch (RejectedExecutionException right) {
        refused.fail(right);
      }
    });
    assertThatThrownBy(() -> await(refused.future()))
        .hasStackTraceContaining("128 steps of handshakes are under way");
    assertThat(begun).hasValue(0);

    release.countDown();
    Promise<Integer> again = Promise.promise();
    context.runOnContext(turn -> tryAgain(again));
    assertThat(await(again.future())).isEqualTo(1);
  }

  private void tryAgain(Promise<Integer> done) {
    workers
        .call(begun::incrementAndGet)
        .onSuccess(done::complete)
        .onFailure(full -> context.runOnContext(turn -> tryAgain(done)));
  }

  /** Whatever was handed to the threads before has begun when the last of these has. */
  private int begunWhenThreadsAreIdle() {
    CountDownLatch reached = new CountDownLatch(HandshakeWorkers.THREADS);
    CountDownLatch together = new CountDownLatch(HandshakeWorkers.THREADS);
    for (int i = 0; i < HandshakeWorkers.THREADS; i++) {
      var unused = workers.call(() -> {
        together.countDown();
        together.await();
        reached.countDown();
        return begun.get();
      });
    }
    try {
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return begun.get();
  }
}
