package io.fencewire.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What of a configuration is shown. */
class MaskingTest {
  @Test
  void valuesOfKeysThatNameASecretAreHiddenAtAnyDepth() {
    JsonObject shown = Masking.of(new JsonObject()
        .put("key", "alpha.key")
        .put("keyPassword", "x")
        .put("admin", new JsonObject().put("TOKEN", "x").put("secretFile", "").put("port", 1)));

    assertThat(shown)
        .isEqualTo(new JsonObject()
            .put("key", "alpha.key")
            .put("keyPassword", "***")
            .put(
                "admin",
                new JsonObject().put("TOKEN", "***").put("secretFile", "").put("port", 1)));
  }
}
