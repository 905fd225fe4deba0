package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ListenAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final ListenAddress PEER = ListenAddress.parse("1.2.3.4:4130");

  private long start = Long.MAX_VALUE - SECOND; // the clock may wrap around
  private final Backoff backoff = new Backoff(new SplittableRandom(1));

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "10,512", "11,600", "1000,600"})
  void theCeilingDoublesFromOneSecondToTenMinutes(int failures, long seconds) {
    assertThat(Backoff.ceilingNanos(failures)).isEqualTo(seconds * SECOND);
  }

  @Test
  void anAddressNobodyTriedMayBeDialledAtOnce() {
    assertThat(backoff.isOver(PEER, start)).isTrue();
  }

  @Test
  void aFailedAddressWaitsAtMostItsCeiling() {
    for (int failures = 1; failures <= 12; failures++) {
      backoff.failed(PEER, start);
    }
    assertThat(backoff.isOver(PEER, start)).isFalse();
    assertThat(backoff.isOver(PEER, start + 600 * SECOND)).isTrue();
  }

  @Test
  void waitsAreSpreadOverTheWholeTimeBelowTheCeiling() {
    int early = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Backoff one = new Backoff(new SplittableRandom(seed));
      one.failed(PEER, start);
      early += one.isOver(PEER, start + SECOND / 2) ? 1 : 0;
    }
    assertThat(early).isBetween(430, 570);
  }

  @Test
  void aPeerWithoutRoomWaitsNoLongerThanItsOwnCeilingHoweverOftenItRefuses() {
    for (int i = 0; i < 50; i++) {
      backoff.refused(PEER, 3 * SECOND, start);
    }
    assertThat(backoff.isOver(PEER, start + 3 * SECOND)).isTrue();
    assertThat(backoff.isOver(PEER, start + SECOND)).isFalse();
  }

  @Test
  void refusalsAreNotHeldAgainstTheNextFailure() {
    for (int i = 0; i < 50; i++) {
      backoff.refused(PEER, SECOND, start);
    }
    backoff.failed(PEER, start + SECOND);
    assertThat(backoff.isOver(PEER, start + 2 * SECOND)).isTrue();
  }

  @Test
  void aRestLastsExactlyAsLongAsItIsSaid() {
    backoff.rest(PEER, 5 * SECOND, start);
    assertThat(backoff.isOver(PEER, start + 5 * SECOND - 1)).isFalse();
    assertThat(backoff.isOnlyResting(PEER, start + 5 * SECOND - 1)).isTrue();
    assertThat(backoff.restNanos(PEER, start + SECOND)).isEqualTo(4 * SECOND);
    assertThat(backoff.isOver(PEER, start + 5 * SECOND)).isTrue();
    assertThat(backoff.isOnlyResting(PEER, start + 5 * SECOND)).isFalse();
  }

  @Test
  void aFailureWithinARestIsNoLongerOnlyARest() {
    backoff.rest(PEER, 600 * SECOND, start);
    for (int i = 0; i < 30; i++) {
      backoff.failed(PEER, start);
    }
    assertThat(backoff.isOnlyResting(PEER, start + SECOND)).isFalse();
  }

  @Test
  void aNodeThatIsAloneWaitsAtMostHalfAMinuteForWhoeverFailedOrHadNoRoom() {
    for (int i = 0; i < 30; i++) {
      backoff.failed(PEER, start);
      backoff.refused(PEER, 600 * SECOND, start);
    }
    assertThat(backoff.isOverForTheLonely(PEER, start)).isFalse();
    assertThat(backoff.isOverForTheLonely(PEER, start + 30 * SECOND)).isTrue();
    assertThat(backoff.isOver(PEER, start + 30 * SECOND)).isFalse();
  }

  @Test
  void evenANodeThatIsAloneWaitsAsLongAsAnybodyForWhoDoesNotAdmitIt() {
    backoff.unwelcome(PEER, start);
    assertThat(backoff.isOverForTheLonely(PEER, start + 299 * SECOND)).isFalse();
    assertThat(backoff.isOverForTheLonely(PEER, start + 600 * SECOND)).isTrue();
  }

  @Test
  void evenANodeThatIsAloneWaitsNoLongerThanAnybodyAfterAFirstFailure() {
    backoff.failed(PEER, start);
    assertThat(backoff.isOverForTheLonely(PEER, start + SECOND)).isTrue();
  }

  @Test
  void aConnectionThatLastedMakesTheNextFailureAFirstOne() {
    for (int i = 0; i < 12; i++) {
      backoff.failed(PEER, start);
    }
    long later = start + 700 * SECOND;
    backoff.reset(PEER, later);
    backoff.failed(PEER, later);
    assertThat(backoff.isOver(PEER, later + SECOND)).isTrue();
  }

  @Test
  void aResetDoesNotCutARestShort() {
    backoff.rest(PEER, 5 * SECOND, start);
    backoff.reset(PEER, start + SECOND);
    assertThat(backoff.isOver(PEER, start + 2 * SECOND)).isFalse();
  }

  @Test
  void itIsBoundedAndForgetsWhatChangedLongestAgo() {
    ListenAddress first = new ListenAddress("9.9.9.9", 1);
    backoff.rest(first, 100 * SECOND, start);
    backoff.rest(PEER, 100 * SECOND, start);
    backoff.rest(first, 100 * SECOND, start);
    for (int port = 2; port <= Backoff.SIZE_MAX; port++) {
      backoff.rest(new ListenAddress("9.9.9.9", port), 100 * SECOND, start);
    }
    assertThat(backoff.forgottenCount()).isEqualTo(1);
    assertThat(backoff.isOver(PEER, start)).isTrue();
    assertThat(backoff.isOver(first, start)).isFalse();
  }
}
