package io.fencewire.storm;

import io.fencewire.server.Transport;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Connect, shake hands, close, again and again and in five ways; then nothing is left of it, and the
 * node's books say what has happened, to the last connection.
 */
class CycleStormTest {
  private static final int THREADS = 16;
  private static final int WARM_UP = 100;

  @Test
  void aThousandCyclesLeaveNothingBehind() {
    storm(Transport.PLAIN, 1_000);
  }

  @Test
  void aHundredCyclesOverTlsLeaveNothingBehind() {
    storm(Transport.TLS, 100);
  }

  @Test
  @Tag("storm")
  void aMillionCyclesLeaveNothingBehind() {
    storm(Transport.PLAIN, StormSize.of("cycles", 1_000_000));
  }

  @Test
  @Tag("storm")
  void tenThousandCyclesOverTlsLeaveNothingBehind() {
    storm(Transport.TLS, StormSize.of("tlsCycles", 10_000));
  }

  private static void storm(Transport transport, int cycles) {
    try (StormNode node = new StormNode(Vertx.vertx(), "node", transport)) {
      CycleStorm storm = new CycleStorm(node, transport, THREADS);
      Crowd.run("warming up over " + transport, THREADS, WARM_UP, storm::cycle);
      Balance before = Balance.atRest(node);
      long heap = Balance.heapBytes();
      Crowd.run("cycles over " + transport, THREADS, cycles, storm::cycle);
      before.isRestored(node);
      Balance.isHeapRestored(heap);
      storm.checkBooks();
    }
  }
}
