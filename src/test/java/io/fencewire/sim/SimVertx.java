package io.fencewire.sim;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/**
 * As much of Vert.x as the shells of the roles use, for one actor: timers on virtual time, turns of
 * its event loop, the simulated bus, blocking work on the simulated disk. Whatever else is used
 * throws, so that a new use is noticed.
 */
final class SimVertx {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;

  private final Actor actor;
  private final SimDisk disk;
  private final Vertx vertx;
  private final Context context;

  SimVertx(Actor actor, SimBus bus, SimDisk disk) {
    this.actor = actor;
    this.disk = disk;
    SimBus.Port port = bus.portOf(actor);
    this.vertx = proxy(Vertx.class, (proxy, method, args) -> switch (method.getName()) {
      case "eventBus" -> port;
      case "isClustered" -> false;
      case "setTimer" -> actor.setTimer((Long) args[0], handler(args[1]));
      case "cancelTimer" -> actor.cancelTimer((Long) args[0]);
      case "getOrCreateContext" -> context();
      case "executeBlocking" -> work((Callable<?>) args[0]);
      case "createSharedWorkerExecutor" -> workers();
      default -> throw new UnsupportedOperationException("Vertx." + method.getName());
    });
    this.context = proxy(Context.class, (proxy, method, args) -> switch (method.getName()) {
      case "runOnContext" -> {
        Handler<Void> action = handler(args[0]);
        actor.runSoon(() -> action.handle(null));
        yield null;
      }
      case "owner" -> vertx;
      default -> throw new UnsupportedOperationException("Context." + method.getName());
    });
  }

  Context context() {
    return context;
  }

  /** Work off the event loop: done on the disk, and told in a later turn. */
  private Future<?> work(Callable<?> work) {
    Promise<Object> promise = Promise.promise();
    disk.perform(actor, work, promise);
    return promise.future();
  }

  /** What handshakes have to prove; names are not looked up here. */
  private WorkerExecutor workers() {
    return proxy(WorkerExecutor.class, (proxy, method, args) -> switch (method.getName()) {
      case "executeBlocking" -> prove((Callable<?>) args[0]);
      case "close" -> Future.succeededFuture();
      default -> throw new UnsupportedOperationException("WorkerExecutor." + method.getName());
    });
  }

  /** Now and then the threads are so busy that a handshake, or its connection, is over meanwhile. */
  private Future<?> prove(Callable<?> proof) throws Exception {
    Choices choices = actor.world().choices();
    long takes = choices.oneIn(32)
        ? choices.among(SECOND, 3 * SECOND, 10 * SECOND)
        : choices.among(MILLI / 10, MILLI, 40 * MILLI);
    Promise<Object> promise = Promise.promise();
    Object result = proof.call();
    actor.world().at(actor.world().now() + takes, actor, () -> promise.complete(result));
    return promise.future();
  }

  @SuppressWarnings("unchecked")
  private static <T> Handler<T> handler(Object argument) {
    return (Handler<T>) argument;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
