package io.fencewire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fencewire.api.PeerEvent;
import io.fencewire.api.PeerNetwork;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * The main verticle of an application that runs in a JVM without any part of the node, and knows of
 * it what the public API tells. It says on standard output what comes of its calls.
 */
public final class ForeignApplication extends VerticleBase {
  private static final long PUBLISH_MILLIS = 200;
  private static final long AGAIN_MILLIS = 100;

  private PeerNetwork network;

  @Override
  public Future<?> start() {
    network = PeerNetwork.of(vertx, config().getString("node"));
    network.subscribe("names", item -> say("item " + new String(item.body().toArray(), UTF_8)));
    network.onEvent(this::heard);
    publish(0);
    return Future.succeededFuture();
  }

  private void publish(int number) {
    network
        .publish("names", ("application " + number).getBytes(UTF_8))
        .onSuccess(id -> say("published " + id));
    network
        .peers()
        .onSuccess(
            peers -> peers.forEach(peer -> say("peer " + peer.connection().peer())));
    vertx.setTimer(PUBLISH_MILLIS, fired -> publish(number + 1));
  }

  private void heard(PeerEvent event) {
    if (event instanceof PeerEvent.Connected connected) {
      send(connected.connection().token(), "LIVE");
    } else if (event instanceof PeerEvent.Disconnected over) {
      send(over.connection().token(), "after " + over.reason());
    }
  }

  private void send(ConnectionToken token, String when) {
    network.send(token, "greetings", "hello".getBytes(UTF_8)).onSuccess(outcome -> {
      if (outcome == Outcome.CLOSING) { // its reason is still on its way out
        vertx.setTimer(AGAIN_MILLIS, fired -> send(token, when));
      } else {
        say("sent " + when + ": " + outcome);
      }
    });
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
