package io.fencewire.heartbeat;

import static io.fencewire.heartbeat.Connections.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.heartbeat.Heartbeat.State;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.wire.NoncePong;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schedule: when pings are asked for, and what ends it. */
class HeartbeatTest {
  private static final Duration INTERVAL = Duration.ofSeconds(20);
  private static final long INTERVAL_NANOS = INTERVAL.toNanos();
  // close to the end of the range, so that a comparison without subtraction goes wrong
  private static final long START = Long.MAX_VALUE - 15_000_000_000L;

  private final RecordingPort port = new RecordingPort();
  private final PeerConnection connection = connection(1);
  private final ConnectionToken token = connection.token();
  private Heartbeats heartbeats = heartbeats(0.1, 1);

  @Test
  void nothingIsSentBeforeTheConnectionIsLive() {
    prepare();
    heartbeats.due(token, START + INTERVAL_NANOS);
    assertThat(port.armed).isEmpty();
    assertThat(port.pings).isEmpty();
  }

  @Test
  void theFirstPingComesAlmostAtOnce() {
    for (int seed = 0; seed < 500; seed++) {
      heartbeats = heartbeats(0.1, seed);
      live();
      assertThat(port.takeTimer(token) - START)
          .as("seed %d", seed)
          .isBetween(0L, Pace.FIRST_SPREAD_NANOS - 1);
    }
  }

  @Test
  void theFirstPingLeavesAPeerThatWeDialledTimeIfItHasNoWordForHavingTakenUsOn() {
    PeerConnection plain = Connections.plainConnection(2);
    heartbeats.prepare(plain, new Lease(1), START);
    heartbeats.promoted(plain.token(), START);
    assertThat(port.takeTimer(plain.token()) - START)
        .isBetween(Pace.GRACE_NANOS, Pace.GRACE_NANOS + Pace.FIRST_SPREAD_NANOS - 1);
  }

  @Test
  void aShortIntervalIsNotOutwaitedByTheFirstPing() {
    for (int seed = 0; seed < 500; seed++) {
      heartbeats = new Heartbeats(
          new HeartbeatOptions(Duration.ofMillis(1), 0), new SplittableRandom(seed), port);
      live();
      assertThat(port.takeTimer(token) - START).as("seed %d", seed).isBetween(0L, 999_999L);
    }
  }

  @Test
  void everyFurtherPingIsAnIntervalLaterGiveOrTakeTheJitter() {
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int seed = 0; seed < 500; seed++) {
      heartbeats = heartbeats(0.1, seed);
      live();
      long first = fire();
      long wait = port.takeTimer(token) - first;
      assertThat(wait).as("seed %d", seed).isBetween(18_000_000_000L, 22_000_000_000L);
      shortest = Math.min(shortest, wait);
      longest = Math.max(longest, wait);
    }
    assertThat(shortest).as("the jitter is used").isLessThan(18_100_000_000L);
    assertThat(longest).as("the jitter is used").isGreaterThan(21_900_000_000L);
  }

  @Test
  void withoutJitterTheIntervalIsExact() {
    heartbeats = heartbeats(0, 1);
    live();
    long first = fire();
    assertThat(fire() - first).isEqualTo(INTERVAL_NANOS);
  }

  @Test
  void theScheduleGoesOnWithoutAnyAnswer() {
    live();
    for (int i = 0; i < 5; i++) {
      fire();
    }
    assertThat(port.pings).hasSize(5);
    assertThat(port.pings.stream().map(PingOrder::nonce).distinct()).hasSize(5);
    assertThat(heartbeats.counters()).containsEntry("pings", 5L).containsEntry("missed", 4L);
    assertThat(heartbeats.outstanding()).isEqualTo(1);
  }

  @Test
  void aPongDoesNotMoveTheSchedule() {
    live();
    fire();
    long armed = port.armedAt(token);
    heartbeats.answered(port.lastPing(), Outcome.WRITTEN, 100, START + 1);
    heartbeats.received(token, new NoncePong(port.lastPing().nonce()), 200, START + 2);
    assertThat(port.armed).containsEntry(token, armed);
    assertThat(port.pings).hasSize(1);
  }

  @Test
  void aTimerThatFiresLateSendsOnePingAndRestartsTheIntervalFromNow() {
    live();
    fire();
    long late = port.takeTimer(token) + 10 * INTERVAL_NANOS;
    heartbeats.due(token, late);
    assertThat(port.pings).hasSize(2);
    assertThat(port.takeTimer(token) - late).isBetween(18_000_000_000L, 22_000_000_000L);
  }

  @Test
  void aTimerThatFiresTooSoonIsArmedForTheSamePointAgain() {
    live();
    long due = port.takeTimer(token);
    heartbeats.due(token, due - 1);
    assertThat(port.pings).isEmpty();
    assertThat(port.armed).containsEntry(token, due);
  }

  @Test
  void promotionHappensOnce() {
    live();
    fire();
    long armed = port.armedAt(token);
    heartbeats.promoted(token, START + 1);
    assertThat(port.armed).containsEntry(token, armed);
  }

  @Test
  void anEndedConnectionKeepsNoTimer() {
    live();
    fire();
    heartbeats.ended(token, START + 1);
    assertThat(port.armed).isEmpty();
    assertThat(port.states).containsEntry(token, State.ENDED);
    assertThat(heartbeats.size()).isZero();
    assertThat(heartbeats.outstanding()).isZero();
  }

  @Test
  void aStaleAnswerEndsTheState() {
    live();
    fire();
    heartbeats.answered(port.lastPing(), Outcome.STALE, 100, START + 1);
    assertThat(port.armed).isEmpty();
    assertThat(heartbeats.size()).isZero();
    assertThat(heartbeats.counters()).containsEntry("stale", 1L).containsEntry("pings_unsent", 0L);
  }

  @Test
  void aStaleAnswerToAnOlderPingEndsItToo() {
    live();
    fire();
    PingOrder older = port.lastPing();
    fire();
    heartbeats.answered(older, Outcome.STALE, 100, START + 1);
    assertThat(port.armed).isEmpty();
    assertThat(heartbeats.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STALE", "WRITTEN"})
  void aPingThatWasNotWrittenWaitsForTheNextOne(Outcome outcome) {
    live();
    fire();
    long armed = port.armedAt(token);
    heartbeats.answered(port.lastPing(), outcome, 100, START + 1);
    assertThat(port.armed).containsEntry(token, armed);
    assertThat(port.pings).hasSize(1);
    assertThat(port.states).containsEntry(token, State.RESTING);
    fire();
    assertThat(port.pings).hasSize(2);
    assertThat(heartbeats.counters()).containsEntry("pings_unsent", 1L).containsEntry("missed", 0L);
  }

  @Test
  void aServerThatAnswersNothingSeveralTimesInARowIsGivenUp() {
    live();
    fire();
    tell(Outcome.UNKNOWN);
    fire();
    tell(Outcome.UNKNOWN);
    fire();
    tell(Outcome.FULL);
    fire();
    tell(Outcome.UNKNOWN);
    fire();
    tell(Outcome.UNKNOWN);
    assertThat(heartbeats.size()).as("two in a row").isEqualTo(1);
    fire();
    tell(Outcome.UNKNOWN);
    assertThat(heartbeats.size()).as("three in a row").isZero();
    assertThat(port.armed).isEmpty();
    assertThat(heartbeats.counters()).containsEntry("abandoned", 1L);
  }

  private Heartbeats heartbeats(double jitter, int seed) {
    return new Heartbeats(new HeartbeatOptions(INTERVAL, jitter), new SplittableRandom(seed), port);
  }

  private void prepare() {
    assertThat(heartbeats.prepare(connection, new Lease(1), START)).isTrue();
  }

  private void live() {
    prepare();
    heartbeats.promoted(token, START);
  }

  private void tell(Outcome outcome) {
    heartbeats.answered(port.lastPing(), outcome, 100, START + 1);
  }

  /** Fires the timer at its time, and says when that was. */
  private long fire() {
    long due = port.takeTimer(token);
    heartbeats.due(token, due);
    return due;
  }
}
