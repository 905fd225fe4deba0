package io.fencewire.gossip;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GossipOptionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void whatIsOutOfRangeIsNamedWithWhatWouldBeRight() {
    assertThatThrownBy(() -> new GossipOptions(0, 1, SECOND, SECOND, 1))
        .hasMessage("gossip.seenMax must be at least 1, not 0");
    assertThatThrownBy(() -> new GossipOptions(1, 0, SECOND, SECOND, 1))
        .hasMessage("gossip.pendingMax must be at least 1, not 0");
    assertThatThrownBy(() -> new GossipOptions(1, 1, Duration.ZERO, SECOND, 1))
        .hasMessage("gossip.validate must be at least 1ms, not PT0S");
    assertThatThrownBy(() -> new GossipOptions(1, 1, SECOND, Duration.ofNanos(5), 1))
        .hasMessage("gossip.recent must be at least 1ms, not PT0.000000005S");
    assertThatThrownBy(() -> new GossipOptions(1, 1, SECOND, SECOND, -3))
        .hasMessage("gossip.recentBytes must be at least 1, not -3");
  }
}
