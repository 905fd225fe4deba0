package io.fencewire.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.HandMovedTimers;
import io.fencewire.HandMovedTimers.Timer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimerSetTest {
  private static final long NOW = Long.MAX_VALUE - 10;

  private final HandMovedTimers timers = new HandMovedTimers();
  private final TimerSet<String> set = new TimerSet<>(timers.vertx(), () -> NOW);
  private final List<String> fired = new ArrayList<>();

  /** Vert.x refuses 0, and a timer that fires too soon would have to be armed again. */
  @ParameterizedTest
  @CsvSource({"-5000000, 1", "0, 1", "1, 1", "1000000, 1", "1000001, 2", "20000000000, 20000"})
  void theDelayIsRoundedUpToMillisecondsAndAtLeastOne(long nanos, long millis) {
    set.arm("a", NOW + nanos, () -> {});
    assertThat(timers.set.get(1L)).extracting(timer -> timer.delayMillis()).isEqualTo(millis);
  }

  @Test
  void aTimerFiresOnceAndIsGone() {
    set.arm("a", NOW, () -> fired.add("a"));
    assertThat(set.size()).isEqualTo(1);
    fire(1);
    assertThat(fired).containsExactly("a");
    assertThat(set.size()).isZero();
  }

  @Test
  void armingAnewCancelsTheOldOneByItsId() {
    set.arm("a", NOW, () -> fired.add("old"));
    Timer old = timer(1);
    set.arm("a", NOW, () -> fired.add("new"));
    assertThat(timers.set).containsOnlyKeys(2L);
    timers.fire(1, old);
    assertThat(fired).as("an overdue timer fires although it was cancelled").isEmpty();
    assertThat(set.size()).isEqualTo(1);
    fire(2);
    assertThat(fired).containsExactly("new");
  }

  @Test
  void aDisarmedTimerNeverCallsItsHandler() {
    set.arm("a", NOW, () -> fired.add("a"));
    set.arm("b", NOW, () -> fired.add("b"));
    Timer late = timer(1);
    set.disarm("a");
    set.disarm("never armed");
    assertThat(timers.set).containsOnlyKeys(2L);
    timers.fire(1, late);
    assertThat(fired).isEmpty();
    assertThat(set.size()).isEqualTo(1);
  }

  @Test
  void aHandlerMayArmItsOwnKey() {
    set.arm("a", NOW, () -> set.arm("a", NOW, () -> fired.add("second")));
    fire(1);
    assertThat(set.size()).isEqualTo(1);
    fire(2);
    assertThat(fired).containsExactly("second");
  }

  @Test
  void disarmingAllLeavesNone() {
    set.arm("a", NOW, () -> fired.add("a"));
    set.arm("b", NOW, () -> fired.add("b"));
    Timer late = timer(2);
    set.disarmAll();
    assertThat(timers.set).isEmpty();
    assertThat(set.size()).isZero();
    timers.fire(2, late);
    assertThat(fired).isEmpty();
  }

  @Test
  @ExtendWith(VertxExtension.class)
  void aRealTimerIsNotEarly(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(ready -> {
      TimerSet<String> real = new TimerSet<>(vertx, System::nanoTime);
      long due = System.nanoTime() + 3_500_000;
      real.arm(
          "a",
          due,
          () -> test.verify(() -> {
            assertThat(System.nanoTime() - due).isNotNegative();
            assertThat(real.size()).isZero();
            test.completeNow();
          }));
    });
  }

  private Timer timer(long id) {
    return Objects.requireNonNull(timers.set.get(id), () -> "timer " + id + " is not set");
  }

  private void fire(long id) {
    timers.fire(id, timer(id));
  }
}
