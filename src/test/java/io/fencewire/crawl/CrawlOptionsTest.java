package io.fencewire.crawl;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fencewire.peer.ListenAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrawlOptionsTest {
  private static final ListenAddress A = new ListenAddress("4.0.0.1", 4130);
  private static final ListenAddress B = new ListenAddress("4.0.0.2", 4130);

  @Test
  void whatMakesNoSenseIsRefused() {
    refused(0, Duration.ofMinutes(1), 8, "--limit must be 1 to 20000, not 0");
    refused(20_001, Duration.ofMinutes(1), 8, "--limit must be 1 to 20000, not 20001");
    refused(9, Duration.ofMillis(999), 8, "--for must be 1s to 24h, not 999ms");
    refused(9, Duration.ofHours(25), 8, "--for must be 1s to 24h");
    refused(9, Duration.ofMinutes(1), 0, "--at-once must be 1 to 32, not 0");
    refused(9, Duration.ofMinutes(1), 33, "--at-once must be 1 to 32, not 33");
    refused(1, Duration.ofMinutes(1), 8, "--limit = 1 is less than the 2 addresses");
  }

  private static void refused(int limit, Duration time, int atOnce, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CrawlOptions(List.of(A, B), limit, time, atOnce, true))
        .withMessageContaining(problem);
  }
}
