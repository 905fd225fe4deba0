package io.fencewire.admin;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/** Hides what nobody may read in a configuration that is shown. */
final class Masking {
  private static final String MASK = "***";
  private static final Pattern SECRET = Pattern.compile(
      ".*(password|secret|token|passphrase|credential).*", Pattern.CASE_INSENSITIVE);

  private Masking() {}

  /** A copy in which the values of keys that name a secret are hidden, empty ones aside. */
  static JsonObject of(JsonObject configuration) {
    JsonObject shown = new JsonObject();
    configuration.forEach(entry -> {
      Object value = entry.getValue();
      if (value instanceof JsonObject group) {
        shown.put(entry.getKey(), of(group));
      } else {
        boolean hidden = SECRET.matcher(entry.getKey()).matches() && !"".equals(value);
        shown.put(entry.getKey(), hidden ? MASK : value);
      }
    });
    return shown;
  }
}
