package io.fencewire.storm;

import io.fencewire.NodeVerticle;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.UnconfirmedSolution;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The main verticle of a JVM that will be stopped and woken: a whole node, and beside it a sender
 * whose commands take a while from their stamp to the server, so that some are always on their way.
 */
public final class PausedNode extends VerticleBase {
  /** Commands that leave together. */
  static final int SENDS_PER_TICK = 5;

  private static final long TICK_MILLIS = 20;
  private static final long WAY_MILLIS = 50;
  private static final long DEADLINE_NANOS = Duration.ofMillis(200).toNanos();

  private final Deque<ConnectionToken> live = new ArrayDeque<>();
  private NodeBus bus;
  private long expired;

  @Override
  public Future<?> start() {
    bus = new NodeBus(vertx, config().getString("node"));
    bus.listen(bus.addresses().events(), message -> heard((PeerEvent) message.body()));
    NodeVerticle node = new NodeVerticle();
    return vertx
        .deployVerticle(node, new DeploymentOptions().setConfig(config()))
        .onSuccess(deployed -> say("listening " + node.listening().port()))
        .onSuccess(deployed -> tick());
  }

  private void heard(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      live.add(connected.connection().token());
      say("connected " + live.size());
    } else {
      say("over " + event);
    }
  }

  private void tick() {
    for (int i = 0; i < Math.min(SENDS_PER_TICK, live.size()); i++) {
      ConnectionToken token = live.remove();
      live.add(token);
      sendLater(token);
    }
    vertx.setTimer(TICK_MILLIS, fired -> tick());
  }

  /** The id of what is sent is its deadline, so that the peer can judge. */
  private void sendLater(ConnectionToken token) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    UnconfirmedSolution solution = new UnconfirmedSolution(deadline, Bytes.wrap(new byte[8]));
    var command = new ServerCommand.Send(token, Lease.NONE, deadline, solution);
    String server = bus.addresses().server(token.serverId());
    vertx.setTimer(
        WAY_MILLIS,
        fired -> bus.ask(server, command, 20_000, Answer.class)
            .onSuccess(answer -> answered(answer, deadline)));
  }

  private void answered(Answer answer, long deadline) {
    if (answer.outcome() == Outcome.EXPIRED) {
      expired++;
      say("expired " + expired);
    } else if (answer.outcome() != Outcome.WRITTEN || answer.reading() - deadline > 0) {
      say("over " + answer);
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
