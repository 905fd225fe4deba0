package io.fencewire.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ServerId;
import org.junit.jupiter.api.Test;

class ServersTest {
  private static final ServerId FIRST = new ServerId(1, 1);
  private static final ServerId SECOND = new ServerId(2, 2);

  private final Servers servers = new Servers();

  @Test
  void aServerIsNewsOnlyOnce() {
    assertThat(servers.heard(FIRST, 0)).isTrue();
    assertThat(servers.heard(FIRST, 1)).isFalse();
    assertThat(servers.all(2)).containsExactly(FIRST);
  }

  @Test
  void aSilentServerIsForgotten() {
    servers.heard(FIRST, 0);
    servers.heard(SECOND, 1);
    assertThat(servers.all(Servers.SILENCE_NANOS)).containsExactly(SECOND);
    servers.forget(SECOND);
    assertThat(servers.size()).isZero();
  }

  @Test
  void theServerWithTheFewestConnectionsDials() {
    assertThat(servers.takeLeastLoaded()).isEmpty();
    servers.heard(FIRST, 0);
    servers.heard(SECOND, 0);
    servers.holds(FIRST, 3);
    servers.holds(SECOND, 1);
    assertThat(servers.takeLeastLoaded()).contains(SECOND);
    assertThat(servers.takeLeastLoaded()).contains(SECOND);
    servers.holds(FIRST, 0);
    assertThat(servers.takeLeastLoaded()).contains(FIRST);
  }

  @Test
  void thereAreOnlySoMany() {
    for (int i = 1; i <= Servers.SIZE_MAX; i++) {
      servers.heard(new ServerId(i, i), 0);
    }
    assertThat(servers.heard(new ServerId(99, 99), 0)).isFalse();
    assertThat(servers.refusedCount()).isEqualTo(1);
    assertThat(servers.size()).isEqualTo(Servers.SIZE_MAX);
  }
}
