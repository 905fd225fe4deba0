package io.fencewire.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;

/** The description of all routes; a test holds it to the routes there are. */
final class OpenApi {
  private static final Buffer DOCUMENT = Buffer.buffer(Resource.bytes("openapi.json"));

  private OpenApi() {}

  static void route(Router router) {
    router
        .get("/openapi.json")
        .handler(turn ->
            turn.response().putHeader("Content-Type", "application/json").end(DOCUMENT));
  }
}
