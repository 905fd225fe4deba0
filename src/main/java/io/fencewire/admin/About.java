package io.fencewire.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** Which version of what runs here. */
final class About {
  private About() {}

  /** The versions of Fencewire, Vert.x and Java. */
  static JsonObject json() {
    String version = AdminVerticle.class.getPackage().getImplementationVersion();
    return new JsonObject()
        .put("fencewire", Objects.requireNonNullElse(version, "development"))
        .put(
            "vertx", new String(Resource.bytes("/META-INF/vertx/vertx-version.txt"), UTF_8).strip())
        .put("java", Runtime.version().toString());
  }
}
