package io.fencewire.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandingTest {
  private static final long SECOND = 1_000_000_000L;
  private final Standing five = new Standing(5, 0);

  @Test
  void oneThatIsAloneActsOnceItHasListened() {
    assertThat(five.acts(0)).isFalse();
    assertThat(five.acts(Standing.LISTEN_NANOS - 1)).isFalse();
    assertThat(five.acts(Standing.LISTEN_NANOS)).isTrue();
  }

  @Test
  void whoeverActsGoesOnWhateverNumberComes() {
    five.acts(3 * SECOND);
    five.heard(1, false, 4 * SECOND);
    assertThat(five.acts(4 * SECOND)).isTrue();
  }

  @Test
  void oneThatStandsByActsWithinSevenSecondsOfTheLastWordOfTheOther() {
    five.heard(9, true, 10 * SECOND);
    assertThat(five.acts(10 * SECOND)).isFalse();
    assertThat(five.acts(15 * SECOND - 1)).isFalse();
    assertThat(five.acts(15 * SECOND)).isTrue();
  }

  @Test
  void ofTwoThatStandByTheLowerNumberActs() {
    five.heard(3, false, 4 * SECOND);
    assertThat(five.acts(4 * SECOND)).isFalse();
    Standing three = new Standing(3, 0);
    three.heard(5, false, 4 * SECOND);
    assertThat(three.acts(4 * SECOND)).isTrue();
  }

  @Test
  void whereBothActTheHigherNumberStops() {
    five.acts(3 * SECOND);
    five.heard(9, true, 4 * SECOND);
    assertThat(five.acts(4 * SECOND)).isTrue();
    five.heard(3, true, 4 * SECOND);
    assertThat(five.acts(4 * SECOND)).isFalse();
  }

  @Test
  void oneWhoseJvmHasLeftIsNotWaitedFor() {
    five.heard(3, true, 4 * SECOND);
    assertThat(five.acts(4 * SECOND)).isFalse();
    five.left(3);
    assertThat(five.acts(4 * SECOND)).isTrue();
  }
}
