package io.fencewire.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.Shareable;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the cluster knows who listens in this JVM. Who listens where is kept in a map of
 * the cluster, which can lose an entry when a JVM dies while partitions are on their way, as after a
 * split: whoever it was is deaf there, and nobody tells him. So every JVM looks now and then whether
 * its own entries are there, and puts back what is missing; what Vert.x has entered itself it never
 * takes away. And what a JVM remembers of that map can be behind for good when an event of it was
 * lost: for a while after members have come or gone each JVM adds an entry of its own to all of them,
 * and takes it away again, so that everybody looks. One per JVM; may be used from several contexts.
 */
final class Enrolment implements Shareable {
  /** Between two looks. A deaf listener hears again after that. */
  static final long LOOK_MILLIS = 1_000;

  /** So many looks after the members have changed, everybody is made to look. */
  static final Set<Integer> REMINDERS = Set.of(2, 5, 10, 18);

  /** Of an entry that was put back; those of Vert.x have 0 and more. */
  static final long PUT_BACK = -1;

  private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
  private static final String NAME = "io.fencewire.enrolment";

  private final ClusterManager cluster;
  private final ContextInternal context;
  private final Set<MessageConsumer<?>> consumers = new LinkedHashSet<>();
  private boolean looking;

  // On the context alone: who was there, how many looks ago that changed, where there is an
  // entry of ours, and what this look has found lost.
  private Set<String> members = Set.of();
  private int looksSince;
  private final Set<String> putBack = new HashSet<>();
  private final Set<String> lost = new TreeSet<>();

  private Enrolment(VertxInternal vertx) {
    this.cluster = vertx.clusterManager();
    this.context = vertx.createEventLoopContext();
  }

  /** The one of this JVM, which must be one of a cluster. */
  static Enrolment of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, Enrolment>getLocalMap(NAME)
        .computeIfAbsent(NAME, any -> new Enrolment((VertxInternal) vertx));
  }

  /** Looks after this listener's entry until it is unregistered. */
  synchronized <T> MessageConsumer<T> keep(MessageConsumer<T> consumer) {
    consumers.add(consumer);
    if (!looking) {
      looking = true;
      // On a context of its own it goes on when who called this has been undeployed.
      context.runOnContext(turn -> lookLater());
    }
    return consumer;
  }

  private void lookLater() {
    context.setTimer(
        LOOK_MILLIS,
        fired -> look().onComplete(looked -> {
          if (!lost.isEmpty()) {
            LOG.warn("the cluster had lost what listens in this JVM, and was told again: {}", lost);
            lost.clear();
          }
          lookLater();
        }));
  }

  private Future<?> look() {
    try {
      Set<String> now = Set.copyOf(cluster.getNodes());
      looksSince = now.equals(members) ? looksSince + 1 : 0;
      members = now;
    } catch (IllegalStateException thisOneIsLeaving) {
      return Future.failedFuture(thisOneIsLeaving);
    }
    boolean reminds = REMINDERS.contains(looksSince);
    Set<String> listening = listening();
    Set<String> all = new LinkedHashSet<>(listening);
    all.addAll(putBack);
    return lookForThisJvm().transform(looked -> look(all.iterator(), listening, reminds));
  }

  /** One after the other: while the cluster answers nothing, each would hold a worker of Vert.x. */
  private Future<Void> look(Iterator<String> addresses, Set<String> listening, boolean reminds) {
    if (!addresses.hasNext()) {
      return Future.succeededFuture();
    }
    String address = addresses.next();
    return look(address, listening.contains(address), reminds)
        .transform(looked -> look(addresses, listening, reminds));
  }

  /** Where somebody listens, and is known to the cluster unless it has lost it. */
  private synchronized Set<String> listening() {
    consumers.removeIf(consumer -> !consumer.isRegistered());
    Set<String> addresses = new LinkedHashSet<>();
    for (MessageConsumer<?> consumer : consumers) {
      if (consumer.completion().succeeded()) {
        addresses.add(consumer.address());
      }
    }
    return addresses;
  }

  private Future<Void> look(String address, boolean listening, boolean reminds) {
    Promise<List<RegistrationInfo>> found = context.promise();
    cluster.getRegistrations(address, found);
    return found.future().compose(entries -> {
      RegistrationInfo ours = new RegistrationInfo(cluster.getNodeId(), PUT_BACK, false);
      boolean knownToVertx = entries.stream()
          .anyMatch(entry -> entry.nodeId().equals(ours.nodeId()) && entry.seq() != PUT_BACK);
      Promise<Void> done = context.promise();
      boolean there = entries.contains(ours);
      if (listening && !there && (!knownToVertx || reminds)) {
        if (!knownToVertx) {
          lost.add(address);
        }
        putBack.add(address);
        cluster.addRegistration(address, ours, done);
      } else if (there && (knownToVertx || !listening)) {
        cluster.removeRegistration(address, ours, done);
      } else {
        if (!there) {
          putBack.remove(address);
        }
        done.complete();
      }
      return done.future();
    });
  }

  /** Where this JVM is to be reached is kept in such a map, too. */
  private Future<Void> lookForThisJvm() {
    Promise<NodeInfo> found = context.promise();
    cluster.getNodeInfo(cluster.getNodeId(), found);
    return found.future().<Void>mapEmpty().recover(problem -> {
      if (!(problem instanceof VertxException)) {
        return Future.failedFuture(problem); // it can't be asked now
      }
      lost.add("itself");
      Promise<Void> done = context.promise();
      cluster.setNodeInfo(cluster.getNodeInfo(), done);
      return done.future();
    });
  }
}
