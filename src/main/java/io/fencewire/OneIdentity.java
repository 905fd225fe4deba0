package io.fencewire;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.IdentityCall;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.Identified;
import io.fencewire.options.StartRefused;
import io.fencewire.peer.PeerId;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that all JVMs of a node prove themselves with one key: to its peers a node is one, and
 * two identities of one node would be connected to each other. A JVM that starts asks one that is
 * there; where nobody answers in time it goes on, because one that hangs must not stop the others,
 * and the servers look at each other's identity later on anyway.
 */
final class OneIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(OneIdentity.class);
  private static final long ANSWER_MILLIS = 1_500;
  private static final int TRIES = 2;

  private final NodeBus bus;
  private final PeerId own;

  OneIdentity(NodeBus bus, PeerId own) {
    this.bus = bus;
    this.own = own;
  }

  /** Fails with {@link StartRefused} if the node has another key; else answers those that come. */
  Future<Void> begin() {
    return ask(TRIES).compose(agreed -> {
      MessageConsumer<BusRecord> consumer = bus.listen(bus.addresses().identity(), message -> {
        if (message.body() instanceof IdentityCall) {
          NodeBus.answer(message, new Identified(own));
        }
      });
      return consumer.completion();
    });
  }

  private Future<Void> ask(int tries) {
    return bus.ask(bus.addresses().identity(), new IdentityCall(), ANSWER_MILLIS, Identified.class)
        .transform(answer -> {
          if (answer.succeeded()) {
            return compare(answer.result().identity());
          }
          if (NodeBus.isAbsence(answer.cause())) {
            return Future.succeededFuture();
          }
          if (tries > 1) {
            return ask(tries - 1);
          }
          LOG.warn(
              "no other JVM of node '{}' has said which key it has; going on",
              bus.addresses().node());
          return Future.succeededFuture();
        });
  }

  private Future<Void> compare(PeerId theirs) {
    return theirs.equals(own)
        ? Future.succeededFuture()
        : Future.failedFuture(new StartRefused("node '" + bus.addresses().node()
            + "' runs in this cluster with the identity " + theirs + ", and the key of this JVM is"
            + " that of " + own + ": all JVMs of a node need the same key; copy the file that 'key'"
            + " names, or give this node another name with 'node'"));
  }
}
