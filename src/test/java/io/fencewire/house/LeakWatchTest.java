package io.fencewire.house;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** That a leak would fail the run: one is planted, and taken out of the books again. */
class LeakWatchTest {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private final Logger log = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

  @BeforeEach
  void keepThePlantedLeakOutOfTheLog() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void logAgain() {
    log.setLevel(null);
  }

  @Test
  void everyBufferIsTracked() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
  }

  @Test
  void aBufferThatIsNotReleasedIsReportedAndOneThatIsIsNot() {
    PooledByteBufAllocator.DEFAULT.directBuffer(4242).release();
    leak();

    long end = System.nanoTime() + PATIENCE_NANOS;
    List<String> leaks = new ArrayList<>();
    while (leaks.isEmpty() && System.nanoTime() - end < 0) {
      LeakWatch.look();
      leaks.addAll(LeakWatch.takeLeaks());
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(leaks).singleElement().asString().contains("ByteBuf", "LeakWatchTest.leak");
  }

  private static void leak() {
    ByteBuf leaked = PooledByteBufAllocator.DEFAULT.directBuffer(4711);
    assertThat(leaked.refCnt()).isEqualTo(1);
  }
}
