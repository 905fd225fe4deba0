package io.fencewire.server;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.SiblingMessage;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.ServerId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Between a server and the rest of its node: what is said to all servers it hears, what is there it
 * tells the roles and its siblings now and then, and it notices when a JVM has gone.
 */
final class NodeDesk {
  private static final long LOOK_MILLIS = 250;
  private static final long HAND_OVER_MILLIS = 50;

  /** Peers are handed over in so many steps at most, so that it takes a second whatever their number. */
  private static final int HAND_OVER_STEPS = 20;

  private final Vertx vertx;
  private final NodeBus bus;
  private final Ground ground;
  private final PeerServer server;
  private final RoleDesk roles;
  private final SiblingDesk siblings;
  private @Nullable MessageConsumer<BusRecord> consumer;
  private long lookTimer;
  private long snapshotTimer;

  NodeDesk(Vertx vertx, NodeBus bus, Ground ground, PeerServer server, BusPort port) {
    this.vertx = vertx;
    this.bus = bus;
    this.ground = ground;
    this.server = server;
    this.roles = new RoleDesk(bus, server, port);
    this.siblings = new SiblingDesk(bus, ground.self, server, ground.nanoTime);
  }

  /**
   * What the desk stands on.
   *
   * @param self who this server is
   * @param snapshotMillis how often all there is is told
   */
  record Ground(SiblingDesk.Self self, LongSupplier nanoTime, long snapshotMillis) {
    static Ground of(
        ServerId id, SiblingMessage.Home home, ServerOptions options, LongSupplier nanoTime) {
      return new Ground(
          new SiblingDesk.Self(id, home), nanoTime, options.times().snapshot().toMillis());
    }
  }

  /** Listens; done when the roles in this JVM are known. */
  Future<?> begin() {
    MessageConsumer<BusRecord> listening = bus.listen(bus.addresses().servers(), this::hear);
    consumer = listening;
    return listening.completion().compose(heard -> roles.callTheRoles()).onSuccess(known -> {
      look();
      showAll();
    });
  }

  /** Notices nothing more, and tells nothing; it still hears, until the end. */
  void rest() {
    vertx.cancelTimer(lookTimer);
    vertx.cancelTimer(snapshotTimer);
  }

  /** Hears nothing more. */
  Future<?> end() {
    return consumer == null ? Future.succeededFuture() : consumer.unregister();
  }

  /**
   * Closes what is LIVE, and leaves it to the servers of other JVMs, a part at a time, so that each
   * peer is without a connection for a moment only; done at once if there is no other JVM.
   */
  Future<Void> handOver() {
    Promise<Void> done = Promise.promise();
    int live = server.table().held();
    handOver(Math.max(1, (live + HAND_OVER_STEPS - 1) / HAND_OVER_STEPS), done);
    return done.future();
  }

  private void handOver(int step, Promise<Void> done) {
    List<PeerConnection> handed = server.closedown().handOver(step, ground.nanoTime.getAsLong());
    if (handed.isEmpty()) {
      done.complete();
    } else {
      siblings.handOver(handed);
      vertx.setTimer(HAND_OVER_MILLIS, fired -> handOver(step, done));
    }
  }

  private void hear(Message<BusRecord> message) {
    if (message.body() instanceof SiblingMessage said) {
      siblings.hear(said);
    } else {
      roles.hear(Objects.requireNonNull(message.body()));
    }
  }

  private void look() {
    server.look(bus.members(), ground.nanoTime.getAsLong());
    lookTimer = vertx.setTimer(LOOK_MILLIS, fired -> look());
  }

  private void showAll() {
    siblings.tellAll();
    roles.showAll();
    snapshotTimer = vertx.setTimer(ground.snapshotMillis, fired -> showAll());
  }
}
