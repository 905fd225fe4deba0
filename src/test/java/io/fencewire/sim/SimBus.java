package io.fencewire.sim;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The event bus of all nodes. What one actor says to another arrives in order and soon, unless the
 * weather is bad: then it may be late, lost, come twice, or overtake.
 */
final class SimBus {
  private final World world;
  private final Weather weather;
  private final Ear ear;
  private final Map<String, List<Reader>> readers = new HashMap<>();
  // From whom and to whom: when the next message may arrive at the earliest.
  private long[][] nextArrivals = new long[16][];
  private long busyUntil;

  SimBus(World world, Weather weather, Ear ear) {
    this.world = world;
    this.weather = weather;
    this.ear = ear;
  }

  /** Hears everything. */
  interface Ear {
    /** Somebody says something at an address, where somebody listens or nobody. */
    void said(Actor from, String address, Object body, boolean listened);

    /** Somebody is about to be given something, in its turn. */
    void heard(Actor to, Object body);

    /** A question of somebody is answered; with a {@link ReplyException}, if nobody will. */
    void answered(Actor asker, Object asked, Object answer);
  }

  /** The bus as one actor has it. */
  Port portOf(Actor actor) {
    return new Port(actor);
  }

  /** When the last of what is under way arrives, as far as it is known now. */
  long busyUntil() {
    return busyUntil;
  }

  /** Nobody listens any more who was this actor. */
  void forget(Actor actor) {
    readers.values().forEach(all -> all.removeIf(reader -> reader.actor == actor));
  }

  /** A question and whoever waits for its answer. */
  static final class Question {
    private final Actor asker;
    private final Object body;
    private final Promise<Message<Object>> promise = Promise.promise();
    private boolean over;

    private Question(Actor asker, Object body) {
      this.asker = asker;
      this.body = body;
    }
  }

  /** One listener at one address. */
  final class Reader {
    private final Actor actor;
    private final String address;
    private final Handler<Message<Object>> handler;

    private Reader(Actor actor, String address, Handler<Message<Object>> handler) {
      this.actor = actor;
      this.address = address;
      this.handler = handler;
    }

    /** Its answer travels back. */
    void reply(Question question, Object reply) {
      carry(actor, question.asker, true, () -> answered(question, reply));
    }

    private void read(SimMessage message) {
      List<Reader> present = readers.get(address);
      if (present != null && present.contains(this)) {
        ear.heard(actor, message.body());
        handler.handle(message);
      }
    }

    @SuppressWarnings("unchecked")
    private <T> MessageConsumer<T> asConsumer() {
      return (MessageConsumer<T>) Proxy.newProxyInstance(
          MessageConsumer.class.getClassLoader(),
          new Class<?>[] {MessageConsumer.class},
          (proxy, method, args) -> switch (method.getName()) {
            case "completion" -> Future.succeededFuture();
            case "unregister" -> {
              List<Reader> all = readers.getOrDefault(address, List.of());
              all.remove(this);
              yield Future.succeededFuture();
            }
            default ->
              throw new UnsupportedOperationException("MessageConsumer." + method.getName());
          });
    }
  }

  private void answered(Question question, Object reply) {
    if (question.over) {
      return;
    }
    question.over = true;
    world.over();
    ear.answered(question.asker, question.body, reply);
    if (reply instanceof ReplyException problem) {
      question.promise.fail(problem);
    } else {
      question.promise.complete(
          new SimMessage("", reply, world.now(), null, new Reader(question.asker, "", m -> {})));
    }
  }

  /** Brings something from one actor to another, as the weather allows. */
  private void carry(Actor from, Actor to, boolean exposed, World.Task task) {
    Weather.Way way = exposed ? weather.way(to) : weather.calm();
    if (way.lost()) {
      world.note(11, () -> "bus: from " + from + " to " + to + ": lost");
      return;
    }
    if (way.delay() > Weather.NOTEWORTHY) {
      world.note(
          12,
          () ->
              "bus: from " + from + " to " + to + ": late by %.6f s".formatted(way.delay() / 1e9));
    }
    long soonest = world.now() + way.delay();
    long at = way.overtakes() ? soonest : inOrder(from.number(), to.number(), soonest);
    busyUntil = Math.max(busyUntil, at);
    world.at(at, to, task);
    if (way.twice()) {
      world.note(13, () -> "bus: from " + from + " to " + to + ": twice");
      world.at(at + way.delay() + 1, to, task);
    }
  }

  private long inOrder(int from, int to, long soonest) {
    if (from >= nextArrivals.length) {
      nextArrivals = Arrays.copyOf(nextArrivals, 2 * from);
    }
    long[] next = nextArrivals[from];
    if (next == null || to >= next.length) {
      next = next == null ? new long[to + 16] : Arrays.copyOf(next, 2 * to);
      nextArrivals[from] = next;
    }
    long at = Math.max(soonest, next[to]);
    next[to] = at + 1;
    return at;
  }

  /** The event bus that one actor sees. */
  final class Port extends UnsimulatedBus {
    private final Actor actor;

    private Port(Actor actor) {
      this.actor = actor;
    }

    @Override
    public EventBus send(String address, Object body, DeliveryOptions options) {
      Reader reader = reader(address);
      ear.said(actor, address, body, reader != null);
      if (reader != null) {
        SimMessage message = new SimMessage(address, body, world.now(), null, reader);
        carry(actor, reader.actor, true, () -> reader.read(message));
      }
      return this;
    }

    @Override
    public EventBus publish(String address, Object body, DeliveryOptions options) {
      ear.said(actor, address, body, reader(address) != null);
      for (Reader reader : readers.getOrDefault(address, List.of())) {
        SimMessage message = new SimMessage(address, body, world.now(), null, reader);
        carry(actor, reader.actor, false, () -> reader.read(message));
      }
      return this;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public <T> Future<Message<T>> request(String address, Object body, DeliveryOptions options) {
      Reader reader = reader(address);
      ear.said(actor, address, body, reader != null);
      Question question = new Question(actor, body);
      if (reader == null) {
        fail(question, ReplyFailure.NO_HANDLERS, 0);
      } else {
        SimMessage message = new SimMessage(address, body, world.now(), question, reader);
        carry(actor, reader.actor, true, () -> reader.read(message));
        fail(question, ReplyFailure.TIMEOUT, options.getSendTimeout() * 1_000_000L);
      }
      return (Future) question.promise.future();
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public <T> MessageConsumer<T> localConsumer(String address, Handler<Message<T>> handler) {
      Reader reader = new Reader(actor, address, (Handler) handler);
      readers.computeIfAbsent(address, none -> new ArrayList<>()).add(reader);
      return reader.asConsumer();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public EventBus registerCodec(MessageCodec codec) {
      return this;
    }

    private Reader reader(String address) {
      List<Reader> present = readers.get(address);
      return present == null || present.isEmpty() ? null : present.get(0);
    }

    private void fail(Question question, ReplyFailure failure, long afterNanos) {
      world.at(world.now() + afterNanos, actor, new World.Task() {
        @Override
        public void run() {
          if (!question.over) {
            answered(question, new ReplyException(failure));
          }
        }

        @Override
        public boolean isTimer() {
          return failure == ReplyFailure.TIMEOUT;
        }

        @Override
        public boolean isOver() {
          return question.over;
        }
      });
    }
  }
}
