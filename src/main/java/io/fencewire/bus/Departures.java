package io.fencewire.bus;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Questions under way to other JVMs. The bus lets a question to a JVM that is gone wait for its whole
 * time; here it fails as soon as the cluster knows. May be used from several contexts.
 */
final class Departures {
  private static final long LOOK_MILLIS = 200;

  private final Vertx vertx;
  private final Supplier<Set<String>> members;
  private final Map<String, Set<Promise<?>>> underWay = new HashMap<>();
  private boolean looking;

  /** Nothing is under way; {@code members} are the JVMs that are there now. */
  Departures(Vertx vertx, Supplier<Set<String>> members) {
    this.vertx = vertx;
    this.members = members;
  }

  /** Fails the answer, unless it is there by then, when this JVM leaves. */
  synchronized void watch(String jvm, Promise<?> answer) {
    underWay.computeIfAbsent(jvm, any -> new LinkedHashSet<>()).add(answer);
    if (!looking) {
      looking = true;
      vertx.setTimer(LOOK_MILLIS, fired -> look());
    }
  }

  /** There is an answer. */
  synchronized void answered(String jvm, Promise<?> answer) {
    Set<Promise<?>> answers = underWay.get(jvm);
    if (answers != null && answers.remove(answer) && answers.isEmpty()) {
      underWay.remove(jvm);
    }
  }

  private void look() {
    Set<String> present = members.get();
    Set<Promise<?>> lost = new LinkedHashSet<>();
    synchronized (this) {
      underWay.forEach((jvm, answers) -> {
        if (!present.contains(jvm)) {
          lost.addAll(answers);
        }
      });
      underWay.keySet().retainAll(present);
      looking = !underWay.isEmpty();
      if (looking) {
        vertx.setTimer(LOOK_MILLIS, fired -> look());
      }
    }
    lost.forEach(answer -> answer.tryFail(
        new ReplyException(ReplyFailure.NO_HANDLERS, "its JVM has left the cluster")));
  }
}
