package io.fencewire.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every order of things, as far as there is time for it here. */
class ExplorationTest {
  @Test
  void noOrderOfTheFirstStepsBreaksARule() {
    Exploration.Result result = Exploration.explore(60, 30_000);
    assertThat(result.violation()).as(() -> Exploration.tell(result.picks())).isNull();
    assertThat(result.states()).isGreaterThanOrEqualTo(30_000);
    assertThat(result.depth()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void twoExplorationsSeeTheSameStates() {
    assertThat(Exploration.explore(4, Long.MAX_VALUE).states())
        .isEqualTo(Exploration.explore(4, Long.MAX_VALUE).states());
  }

  @Test
  void aWayIsToldAsAStory() {
    assertThat(Exploration.tell(List.of(0, 0)))
        .contains("-- the peer dials", "1@9f3a01c2 is PREPARING: identity proven");
  }
}
