package io.fencewire.sim.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.sim.Choices;
import io.fencewire.sim.SeededChoices;
import io.fencewire.sim.Trace;
import io.fencewire.sim.Violation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CampaignTest {
  @Test
  void aWorldThatKeepsItsRulesPassesEverySeed() {
    AtomicInteger runs = new AtomicInteger();
    Campaign campaign = new Campaign(() -> new ToySchedule(true, count(runs)), 2);
    Campaign.Result result = campaign.run(5, 3_005);
    assertThat(result.finding()).isNull();
    assertThat(result.seeds()).isEqualTo(3_000);
    // Of these seeds, 1,000, 2,000 and 3,000 run twice.
    assertThat(runs).hasValue(3_003);
  }

  @Test
  void itTellsHowFarItIs() {
    List<Long> told = new CopyOnWriteArrayList<>();
    new Campaign(() -> new ToySchedule(true), 2, told::add).run(5, 405);
    assertThat(told).hasSize(100).contains(4L, 200L, 396L, 400L);
  }

  @Test
  void theFindingIsTheLowestSeedThatFailsHoweverManyThreadsThereAre() {
    long lowest = 0;
    while (Trial.of(new ToySchedule(false), new SeededChoices(lowest), Trace.silent())
            .violation()
        == null) {
      lowest++;
    }
    for (int threads = 1; threads <= 4; threads++) {
      Campaign.Result result = new Campaign(() -> new ToySchedule(false), threads).run(0, 100_000);
      assertThat(result.finding()).isNotNull();
      assertThat(result.finding().seed()).as(threads + " threads").isEqualTo(lowest);
      assertThat(result.finding().violation().rule()).isEqualTo("S2");
      assertThat(result.seeds()).isEqualTo(lowest + 1);
    }
  }

  @Test
  void aFindingIsOneLineThatReproducesIt() {
    Campaign.Result result = new Campaign(() -> new ToySchedule(false), 1).run(0, 100_000);
    assertThat(result.finding()).isNotNull();
    assertThat(result.finding().line())
        .startsWith("toy schedule " + result.finding().seed() + " on ")
        .contains("broke S2")
        .endsWith("mvn -q test -Dtest=ReplaySeedTest -Dsim.schedule=toy -Dsim.seed="
            + result.finding().seed())
        .doesNotContain("\n");
  }

  @Test
  void aWorldThatDependsOnMoreThanItsChoicesIsAFinding() {
    AtomicInteger hidden = new AtomicInteger();
    Campaign campaign = new Campaign(
        () -> new ToySchedule(true) {
          @Override
          public @Nullable Violation run(Choices choices, Trace trace) {
            trace.note(hidden.incrementAndGet(), 0, () -> "something else");
            return super.run(choices, trace);
          }
        },
        1);
    Campaign.Result result = campaign.run(1, 5_000);
    assertThat(result.finding()).isNotNull();
    assertThat(result.finding().seed()).isEqualTo(1_000);
    assertThat(result.finding().violation().rule()).isEqualTo(Campaign.DETERMINISM);
  }

  @Test
  void whateverIsThrownIsAFinding() {
    Campaign campaign = new Campaign(
        () -> new ToySchedule(true, step -> {
          throw new AssertionError("ENDED is final");
        }),
        1);
    Campaign.Result result = campaign.run(0, 10);
    assertThat(result.finding()).isNotNull();
    assertThat(result.finding().violation().rule()).isEqualTo(Trial.CRASH);
    assertThat(result.finding().violation().what())
        .contains("ENDED is final")
        .contains(" at CampaignTest.java:");
  }

  @Test
  void aSeedThatComesToNoEndIsAFinding() {
    AtomicBoolean over = new AtomicBoolean();
    IntConsumer spin = step -> {
      while (!over.get()) {
        Thread.onSpinWait();
      }
    };
    Campaign campaign =
        new Campaign(() -> new ToySchedule(true, spin), 1, Duration.ofMillis(1), seeds -> {});
    Campaign.Result result = campaign.run(7, 10);
    over.set(true);
    assertThat(result.finding()).isNotNull();
    assertThat(result.finding().seed()).isEqualTo(7);
    assertThat(result.finding().violation().rule()).isEqualTo(Campaign.HANG);
  }

  private static IntConsumer count(AtomicInteger runs) {
    return step -> {
      if (step == 0) {
        runs.incrementAndGet();
      }
    };
  }
}
