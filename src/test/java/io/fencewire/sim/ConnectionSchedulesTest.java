package io.fencewire.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lives of one peer's connections, 100,000 times, each in another way. */
class ConnectionSchedulesTest {
  private static final int SCHEDULES = 100_000;
  private static final int THREADS = 2;

  private final ConnectionSchedule schedule = new ConnectionSchedule();

  @Test
  void noScheduleOfAHundredThousandBreaksARule() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<String>> halves = LongStream.range(0, THREADS)
          .<Callable<String>>mapToObj(half -> () -> firstFailure(half))
          .toList();
      for (Future<String> half : threads.invokeAll(halves)) {
        assertThat(half.get()).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theSameSeedGivesTheSameCourseAndItsPicksGiveItAgain() {
    for (long seed = 0; seed < 100; seed++) {
      SeededChoices choices = new SeededChoices(seed);
      Trace first = Trace.silent();
      Trace second = Trace.told();
      Trace replayed = Trace.silent();
      schedule.run(choices, first);
      schedule.run(new SeededChoices(seed), second);
      schedule.run(new ReplayedChoices(choices.picks()), replayed);
      assertThat(second.digest()).as("seed " + seed).isEqualTo(first.digest());
      assertThat(replayed.digest()).as("picks of seed " + seed).isEqualTo(first.digest());
    }
  }

  @Test
  void withoutAnyFaultThePeerConnectsAndIsPingedAndNothingRemains() {
    Trace trace = Trace.told();
    assertThat(schedule.run(new ReplayedChoices(), trace)).isNull();
    assertThat(trace.text())
        .contains("1@9f3a01c2 is LIVE: all roles prepared", "NONCE_PONG", "is CLOSED: SHUTDOWN");
  }

  /** What is wrong with the first schedule that breaks a rule, or nothing. */
  private String firstFailure(long half) {
    for (long seed = half; seed < SCHEDULES; seed += THREADS) {
      Violation violation = schedule.run(new SeededChoices(seed), Trace.silent());
      if (violation != null) {
        return "seed " + seed + ": " + violation + "\n" + story(seed);
      }
    }
    return "";
  }

  private String story(long seed) {
    Trace told = Trace.told();
    @Nullable Violation again = schedule.run(new SeededChoices(seed), told);
    return told.text() + again;
  }
}
