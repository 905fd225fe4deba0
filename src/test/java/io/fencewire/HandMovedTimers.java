package io.fencewire;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Vert.x that only has timers, and whose timers fire when the test says so. */
public final class HandMovedTimers {
  /** A timer as it was set. */
  public record Timer(long delayMillis, Handler<Long> handler) {}

  public final Map<Long, Timer> set = new LinkedHashMap<>();
  private long ids;

  /** What is handed in for a Vert.x. */
  public Vertx vertx() {
    return (Vertx) Proxy.newProxyInstance(
        Vertx.class.getClassLoader(),
        new Class<?>[] {Vertx.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "setTimer" -> set((Long) arguments[0], arguments[1]);
          case "cancelTimer" -> set.remove((Long) arguments[0]) != null;
          default -> throw new UnsupportedOperationException(method.getName());
        });
  }

  /** Calls a timer's handler, as Vert.x does even for one that was cancelled too late. */
  public void fire(long id, Timer timer) {
    set.remove(id);
    timer.handler().handle(id);
  }

  /** Fires all that are set now. */
  public void fireAll() {
    Map.copyOf(set).forEach(this::fire);
  }

  @SuppressWarnings("unchecked")
  private long set(long delayMillis, Object handler) {
    set.put(++ids, new Timer(delayMillis, (Handler<Long>) handler));
    return ids;
  }
}
