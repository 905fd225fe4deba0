package io.fencewire.identity.aleo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** What the reference implementation said: {@code aleo/vectors.json}. */
final class Vectors {
  private static final JsonObject ALL = in("vectors.json");

  private Vectors() {}

  /** The entries of one kind. */
  static List<JsonObject> of(String kind) {
    return ALL.getJsonArray(kind).stream().map(JsonObject.class::cast).toList();
  }

  static JsonObject object(String name) {
    return ALL.getJsonObject(name);
  }

  static byte[] hex(JsonObject vector, String name) {
    return HexFormat.of().parseHex(vector.getString(name));
  }

  /** All of another file. */
  static JsonObject in(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/aleo/" + file)) {
      return new JsonObject(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
