package io.fencewire.bus;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.multimap.MultiMap;
import io.fencewire.TestCluster;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.peer.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cluster that loses who listens where is told again. */
class EnrolmentTest {
  private static final String ADDRESS = "memory";

  private static TestCluster cluster;
  private static Vertx asking;
  private static Vertx listening;
  private static MultiMap<String, HazelcastRegistrationInfo> entries;

  @BeforeAll
  static void start() {
    cluster = new TestCluster();
    asking = cluster.join();
    listening = cluster.join();
    entries = TestCluster.hazelcast(asking).getMultiMap("__vertx.subs");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void whoWasForgottenIsHeardOfAgain() throws Exception {
    MessageConsumer<?> consumer = listen();
    assertThat(isAnswered()).isTrue();

    entries.remove(ADDRESS);

    until(() -> !entries.get(ADDRESS).isEmpty(), "told again");
    until(EnrolmentTest::isAnswered, "reached again");
    await(consumer.unregister());
    until(() -> entries.get(ADDRESS).isEmpty(), "no entry outlives its listener");
  }

  /** Vert.x too tells some of it again when a member has left. */
  @Test
  void nobodyIsKeptTwice() throws Exception {
    MessageConsumer<?> consumer = listen();
    Collection<HazelcastRegistrationInfo> entered = List.copyOf(entries.get(ADDRESS));
    entries.remove(ADDRESS);
    until(() -> !entries.get(ADDRESS).isEmpty(), "told again");

    entered.forEach(one -> entries.put(ADDRESS, one));

    until(() -> isThere(entered), "what was told again is taken back");
    await(consumer.unregister());
    until(() -> entries.get(ADDRESS).isEmpty(), "no entry outlives its listener");
  }

  @Test
  void othersAtTheSameAddressAreLeftAlone() throws Exception {
    MessageConsumer<?> consumer = listen();
    var other = new HazelcastRegistrationInfo(
        new RegistrationInfo("another JVM", Enrolment.PUT_BACK, false));
    entries.remove(ADDRESS);
    entries.put(ADDRESS, other);

    until(() -> entries.get(ADDRESS).size() == 2, "told again");
    await(consumer.unregister());
    until(() -> isThere(List.of(other)), "taken back, and the other one is left");
    entries.remove(ADDRESS);
  }

  /** What they remember may be behind, and an event makes them look. */
  @Test
  void whenMembersHaveComeOrGoneEverybodyIsMadeToLook() throws Exception {
    MessageConsumer<?> consumer = listen();
    Collection<HazelcastRegistrationInfo> entered = List.copyOf(entries.get(ADDRESS));
    await(cluster.leave(cluster.join()));
    AtomicInteger events = new AtomicInteger();
    UUID counting = entries.addEntryListener(
        new EntryAdapter<>() {
          @Override
          public void entryAdded(EntryEvent<String, HazelcastRegistrationInfo> added) {
            events.incrementAndGet();
          }
        },
        ADDRESS,
        false);

    until(() -> events.get() > 0, "an entry comes");
    until(() -> isThere(entered), "and goes");
    entries.removeEntryListener(counting);
    await(consumer.unregister());
  }

  private static boolean isThere(Collection<HazelcastRegistrationInfo> expected) {
    return Set.copyOf(entries.get(ADDRESS)).equals(Set.copyOf(expected));
  }

  @Test
  void whereAJvmIsToBeReachedIsToldAgainToo() throws Exception {
    MessageConsumer<?> consumer = listen();
    var homes = TestCluster.hazelcast(asking).getMap("__vertx.nodeInfo");
    String jvm = ((VertxInternal) listening).clusterManager().getNodeId();
    Object home = homes.get(jvm);

    homes.remove(jvm);

    until(() -> homes.containsKey(jvm), "told again");
    assertThat(homes.get(jvm)).usingRecursiveComparison().isEqualTo(home);
    await(consumer.unregister());
  }

  private static MessageConsumer<?> listen() throws Exception {
    NodeBus bus = new NodeBus(listening, "enrolled");
    CompletableFuture<MessageConsumer<?>> made = new CompletableFuture<>();
    listening.runOnContext(turn -> made.complete(bus.listen(
        ADDRESS, message -> NodeBus.answer(message, new Answer(Outcome.WRITTEN, 1)))));
    await(made.get().completion());
    return made.get();
  }

  private static boolean isAnswered() {
    return await(new NodeBus(asking, "enrolled")
        .ask(ADDRESS, new RoleQuestion(), 20_000, Answer.class)
        .map(true)
        .otherwise(false));
  }

  private static void until(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      Thread.onSpinWait();
    }
  }
}
