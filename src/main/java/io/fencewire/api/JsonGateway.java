package io.fencewire.api;

import io.fencewire.bus.NodeBus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;

/**
 * Answers commands in JSON, for bridges and other languages. A wrong command is answered with {@code
 * error}, which says what would be right, and {@code key}, which says where; nothing that is said
 * here can end the gateway.
 */
public final class JsonGateway extends VerticleBase {
  private final String node;

  // set by start(), before anything is heard
  @SuppressWarnings("NullAway.Init")
  private JsonCommands commands;

  /** The gateway of the node with this name. */
  public JsonGateway(String node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    commands = new JsonCommands(PeerNetwork.of(vertx, node));
    return new NodeBus(vertx, node).listenInJson(this::heard).completion();
  }

  private void heard(Message<Object> message) {
    commands.execute(message.body()).otherwise(JsonCommands::error).onSuccess(message::reply);
  }
}
