package io.fencewire.admin;

import io.fencewire.TwoNodes;
import io.vertx.core.json.JsonObject;

/** An admin port of two whole nodes, alpha and beta. */
final class AdminPort implements AutoCloseable {
  final TwoNodes nodes = new TwoNodes();
  final Http http;

  AdminPort() {
    JsonObject configuration = new JsonObject()
        .put("node", "alpha")
        .put("admin", new JsonObject().put("token", "for my eyes only"));
    http = new Http(nodes.vertx, nodes.openAdmin(configuration).port());
  }

  /** Connects alpha to beta; the token. */
  String connect() {
    return http.post("/api/v1/peers/connect", new JsonObject().put("address", nodes.betaAddress()))
        .json()
        .getString("token");
  }

  @Override
  public void close() {
    nodes.close();
  }
}
