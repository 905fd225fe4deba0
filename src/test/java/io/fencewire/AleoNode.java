package io.fencewire;

import static io.fencewire.Ear.await;

import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.identity.Identity;
import io.fencewire.options.NodeOptions;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.PeerConnection;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** A whole node of the Aleo testnet on loopback, with the options that its configuration makes. */
final class AleoNode {
  private final String name;
  private final Vertx vertx;
  private final Identity identity = RawAleoPeer.account();
  private final NodeVerticle verticle;
  private final Ear events;

  /** Starts it; by itself it dials nobody, unless {@code more} says so. */
  AleoNode(Vertx vertx, String name, JsonObject more) {
    this.vertx = vertx;
    this.name = name;
    JsonObject config = new JsonObject()
        .put("node", name)
        .put("network", new JsonObject().put("profile", "aleo-testnet"))
        .put("listen", new JsonObject().put("port", 0))
        .mergeIn(IdleNode.wishes());
    NodeOptions options = NodeOptions.fromJson(config.mergeIn(more, true));
    this.verticle = new NodeVerticle(options, identity);
    this.events = Ear.at(new NodeBus(vertx, name), "fencewire." + name + ".events");
    await(vertx.deployVerticle(verticle));
  }

  Identity identity() {
    return identity;
  }

  ListenAddress listening() {
    return verticle.listening();
  }

  PeerNetwork network() {
    return PeerNetwork.of(vertx, name);
  }

  PeerConnection nextConnection() {
    return events.next(PeerEvent.Connected.class).connection();
  }

  PeerEvent.Disconnected nextEnd() {
    return events.next(PeerEvent.Disconnected.class);
  }
}
