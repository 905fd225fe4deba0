package io.fencewire.bus;

import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.LongSupplier;

/**
 * One instance of a role, as the servers of the node know it: it listens at an address of its own,
 * where each server's words arrive in order, and at its role's, where anyone may ask; and it says
 * every second that it is there. A server that misses that for long enough entrusts its connections
 * to another.
 */
public final class Presence {
  /** How often an instance says that it is there. */
  public static final long BEAT_MILLIS = 1_000;

  private final Vertx vertx;
  private final NodeBus bus;
  private final RoleInstance instance;
  private final LongSupplier nanoTime;
  private final Handler<Message<BusRecord>> hear;

  @SuppressWarnings("NullAway.Init") // set by begin()
  private MessageConsumer<BusRecord> own;

  @SuppressWarnings("NullAway.Init")
  private MessageConsumer<BusRecord> shared;

  private long timer;
  private boolean ended = true;

  /**
   * An instance that is not there yet.
   *
   * @param hear is given everything that is said to the instance or to its role
   */
  public Presence(Vertx vertx, NodeBus bus, Start start, Handler<Message<BusRecord>> hear) {
    this.vertx = vertx;
    this.bus = bus;
    this.instance = new RoleInstance(start.role, start.id, bus.jvm());
    this.nanoTime = start.nanoTime;
    this.hear = hear;
  }

  /**
   * One start of a role.
   *
   * @param id drawn at random for each start
   * @param nanoTime the monotonic clock
   */
  public record Start(Role role, long id, LongSupplier nanoTime) {}

  /** Which instance this is. */
  public RoleInstance instance() {
    return instance;
  }

  /** Listens, and then says so; it may begin again after it has ended. */
  public Future<?> begin() {
    ended = false;
    own = bus.listen(bus.addresses().instance(instance), this::heard);
    shared = bus.listen(bus.addresses().role(instance.role()), this::heard);
    return Future.join(own.completion(), shared.completion()).onSuccess(registered -> beat());
  }

  /** Takes its leave, if it is there, and listens no more. */
  public Future<?> end() {
    if (ended) {
      return Future.succeededFuture();
    }
    ended = true;
    vertx.cancelTimer(timer);
    bus.publish(bus.addresses().servers(), new ServerCommand.Bye(instance));
    return Future.join(own.unregister(), shared.unregister());
  }

  private void beat() {
    if (!ended) {
      bus.publish(bus.addresses().servers(), new ServerCommand.Hello(instance));
      timer = vertx.setTimer(BEAT_MILLIS, fired -> beat());
    }
  }

  private void heard(Message<BusRecord> message) {
    if (message.body() instanceof RoleCall) {
      NodeBus.answer(message, new RoleAnswer.Here(instance, nanoTime.getAsLong()));
    } else {
      hear.handle(message);
    }
  }
}
