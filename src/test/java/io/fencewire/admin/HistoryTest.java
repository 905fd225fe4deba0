package io.fencewire.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What is remembered of announcements, and what is forgotten. */
class HistoryTest {
  @Test
  void theOldestIsForgottenAndCounted() {
    History history = new History(1_000);
    for (int i = 0; i < History.SIZE_MAX + 2; i++) {
      history.add("alpha", new JsonObject().put("number", i), i);
    }

    assertThat(history.size()).isEqualTo(History.SIZE_MAX);
    assertThat(history.forgotten()).isEqualTo(2);
    assertThat(history.since(1_000).get(0).json().getInteger("number")).isEqualTo(2);
    assertThat(history.since(1_000 + History.SIZE_MAX + 1)).hasSize(1);
    assertThat(history.of("beta", any -> true)).isEmpty();
  }
}
