package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import org.junit.jupiter.api.Test;

class SupervisionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final RoleInstance NEAR = new RoleInstance(Role.HEARTBEAT, 1, "here");
  private static final RoleInstance FAR = new RoleInstance(Role.HEARTBEAT, 2, "there");
  private static final RoleInstance FARTHER = new RoleInstance(Role.HEARTBEAT, 3, "yonder");

  private final LocalHealth health = new LocalHealth(0);
  private final Supervision supervision = new Supervision("here", health);

  @Test
  void nobodyIsChosenWhereNobodyPlaysTheRole() {
    supervision.heard(new RoleInstance(Role.GOSSIP, 1, "here"), 0);
    assertThat(supervision.choose(Role.HEARTBEAT, null)).isNull();
  }

  @Test
  void anInstanceInThisJvmComesFirst() {
    supervision.heard(FAR, 0);
    assertThat(supervision.choose(Role.HEARTBEAT, null)).isEqualTo(FAR);
    supervision.heard(NEAR, 0);
    assertThat(supervision.choose(Role.HEARTBEAT, FAR)).isEqualTo(NEAR);
  }

  @Test
  void ofTwoInThisJvmTheNewerIsChosen() {
    RoleInstance again = new RoleInstance(Role.HEARTBEAT, 9, "here");
    supervision.heard(NEAR, 0);
    supervision.heard(again, 0);
    supervision.heard(NEAR, SECOND);
    assertThat(supervision.choose(Role.HEARTBEAT, NEAR)).isEqualTo(again);
  }

  @Test
  void othersTakeTurnsAndKeepWhatTheyHave() {
    supervision.heard(FAR, 0);
    supervision.heard(FARTHER, 0);
    assertThat(supervision.choose(Role.HEARTBEAT, null)).isEqualTo(FAR);
    assertThat(supervision.choose(Role.HEARTBEAT, null)).isEqualTo(FARTHER);
    assertThat(supervision.choose(Role.HEARTBEAT, FARTHER)).isEqualTo(FARTHER);
    assertThat(supervision.choose(Role.HEARTBEAT, null)).isEqualTo(FAR);
  }

  @Test
  void whoSaysNothingForFiveSecondsIsGone() {
    supervision.heard(FAR, 0);
    supervision.heard(FARTHER, 0);
    tickTo(4 * SECOND);
    supervision.heard(FARTHER, 4 * SECOND);
    tickTo(5 * SECOND);
    assertThat(supervision.takeSilent(5 * SECOND)).containsExactly(FAR);
    assertThat(supervision.all()).containsExactly(FARTHER);
    assertThat(supervision.takeSilent(5 * SECOND)).isEmpty();
  }

  @Test
  void aPauseOfOurOwnIsNotTheirSilence() {
    supervision.heard(FAR, 0);
    long woken = 20 * SECOND;
    assertThat(supervision.takeSilent(woken)).isEmpty();
    health.tick(woken);
    tickTo(woken + 2 * SECOND);
    assertThat(supervision.takeSilent(woken + 2 * SECOND)).isEmpty();
  }

  @Test
  void beatsOfOneThatIsKnownAreNoNews() {
    assertThat(supervision.heard(FAR, 0)).isTrue();
    assertThat(supervision.heard(FAR, SECOND)).isFalse();
    assertThat(supervision.left(FAR)).isTrue();
    assertThat(supervision.left(FAR)).isFalse();
    assertThat(supervision.heard(FAR, SECOND)).isTrue();
  }

  @Test
  void noMoreThanTheMaximumAreRemembered() {
    for (int i = 0; i < Supervision.INSTANCES_MAX; i++) {
      assertThat(supervision.heard(new RoleInstance(Role.GOSSIP, i, "x"), 0)).isTrue();
    }
    assertThat(supervision.heard(FAR, 0)).isFalse();
    assertThat(supervision.all()).hasSize(Supervision.INSTANCES_MAX);
  }

  private void tickTo(long end) {
    for (long now = end - 4 * SECOND; now <= end; now += SECOND) {
      health.tick(now);
    }
  }
}
