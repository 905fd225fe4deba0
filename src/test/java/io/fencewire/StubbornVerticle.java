package io.fencewire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;

/** The main verticle of a JVM in a test: one that never comes to its end by itself. */
public final class StubbornVerticle extends VerticleBase {
  @Override
  public Future<?> start() {
    // A moment later: until then it is not deployed, and would not be asked to stop.
    vertx.setTimer(300, fired -> System.out.println("started"));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    System.out.println("stopping");
    return Promise.promise().future();
  }
}
