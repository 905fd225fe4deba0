package io.fencewire;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.Presence;
import io.fencewire.bus.RoleAnswer;
import io.fencewire.bus.RoleMessage;
import io.fencewire.peer.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Hears what is said at one address of the bus, and lets a test wait for it. */
public final class Ear {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LinkedBlockingQueue<Message<BusRecord>> unheard = new LinkedBlockingQueue<>();
  private final List<BusRecord> passed = new ArrayList<>();
  private final String address;

  private Ear(String address) {
    this.address = address;
  }

  /** Listens from now on. */
  public static Ear at(NodeBus bus, String address) {
    Ear ear = new Ear(address);
    await(bus.listen(address, ear.unheard::add).completion());
    return ear;
  }

  /** Listens as an instance of a role that answers nothing by itself. */
  public static Ear asSilentRole(Vertx vertx, NodeBus bus, Role role) {
    Ear ear = new Ear(role.word());
    await(new Presence(vertx, bus, new Presence.Start(role, 1, System::nanoTime), ear.unheard::add)
        .begin());
    return ear;
  }

  /** Listens as a role that is prepared for every connection and takes in every message. */
  public static Ear asRole(Vertx vertx, NodeBus bus, Role role) {
    Ear ear = new Ear(role.word());
    await(new Presence(vertx, bus, new Presence.Start(role, 1, System::nanoTime), message -> {
          if (message.body() instanceof RoleMessage.Prepare prepare) {
            NodeBus.answer(
                message, new RoleAnswer.Prepared(prepare.connection().token(), prepare.lease()));
          } else if (message.body() instanceof RoleMessage.Received) {
            NodeBus.answer(message, new RoleAnswer.Taken());
          }
          ear.unheard.add(message);
        })
        .begin());
    return ear;
  }

  /** The next record of this type, passing over others. */
  public <T extends BusRecord> T next(Class<T> type) {
    return next(type, any -> true);
  }

  /** The next record of this type that fits, passing over others. */
  public <T extends BusRecord> T next(Class<T> type, Predicate<T> fits) {
    return type.cast(message(type, fits).body());
  }

  /** The next message of this type that fits, to be answered. */
  public <T extends BusRecord> Message<BusRecord> message(Class<T> type, Predicate<T> fits) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Message<BusRecord> message = poll(end - System.nanoTime());
      if (message == null) {
        throw new AssertionError(
            "no fitting " + type.getSimpleName() + " at " + address + "; heard " + passed);
      }
      if (type.isInstance(message.body()) && fits.test(type.cast(message.body()))) {
        return message;
      }
      passed.add(message.body());
    }
  }

  /** Everything of this type that was heard and not waited for. */
  public <T extends BusRecord> List<T> soFar(Class<T> type) {
    unheard.forEach(message -> passed.add(message.body()));
    unheard.clear();
    return passed.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What a future comes to; a failure fails the test. */
  public static <T> T await(Future<T> future) {
    CountDownLatch done = new CountDownLatch(1);
    future.onComplete(any -> done.countDown());
    try {
      if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("nothing came of it within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (future.failed()) {
      throw new AssertionError(future.cause());
    }
    return future.result();
  }

  private Message<BusRecord> poll(long nanos) {
    try {
      return unheard.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
