package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One connection per peer, with several servers on both sides and a bus that can't be relied on. More
 * schedules with {@code -Dfencewire.schedules}.
 */
class LoopsTest {
  private static final int SCHEDULES = Integer.getInteger("fencewire.schedules", 1_000);

  @Test
  void whateverHappensOneConnectionIsLeftAndBothNodesKeepTheSameOne() {
    int ended = 0;
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      LoopsWorld world = new LoopsWorld(seed);
      world.run();
      assertThat(world.wrong()).isEmpty();
      ended += world.ended;
    }
    assertThat(ended).as("connections ended as duplicates").isGreaterThan(SCHEDULES);
  }
}
