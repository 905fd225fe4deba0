package io.fencewire.admin;

import static io.fencewire.Ear.await;

import io.fencewire.TwoNodes;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** An admin port of two whole nodes, alpha and beta. */
final class AdminPort implements AutoCloseable {
  final TwoNodes nodes = new TwoNodes();
  final Http http;

  AdminPort() {
    JsonObject configuration = new JsonObject()
        .put("node", "alpha")
        .put("admin", new JsonObject().put("token", "for my eyes only"));
    AdminVerticle admin =
        new AdminVerticle(AdminOptions.at(0), List.of("alpha", "beta"), configuration);
    await(nodes.vertx.deployVerticle(admin));
    http = new Http(nodes.vertx, admin.port());
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
