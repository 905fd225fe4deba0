package io.fencewire.bus;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.OneContext;
import io.fencewire.TestCluster;
import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import io.fencewire.peer.RoleInstance;
import io.fencewire.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a node's bus does where Vert.x is clustered. */
class ClusteredNodeBusTest {
  private static final int ANSWER_MILLIS = 20_000;

  private static TestCluster cluster;
  private static Vertx one;
  private static Vertx other;

  @BeforeAll
  static void start() {
    cluster = new TestCluster();
    one = cluster.join();
    other = cluster.join();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** Gossip and an application's feed of one JVM hear of it, and a second item ends the test. */
  @Test
  void anItemIsDeliveredInAJvmByTheFirstWhoHearsOfIt() throws InterruptedException {
    NodeBus gossip = new NodeBus(one, "delivering");
    NodeBus feed = new NodeBus(one, "delivering");
    NodeBus elsewhere = new NodeBus(other, "delivering");
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    for (NodeBus bus : new NodeBus[] {gossip, elsewhere}) {
      await(bus.listen(
              bus.addresses().topic("news"),
              Item.class,
              message -> heard.add(message.body().id()))
          .completion());
    }

    for (String id : new String[] {"0a", "0b"}) {
      Item item = new Item("news", id, Bytes.parse("c0ffee"), null);
      feed.deliver(item);
      gossip.deliver(item);
      feed.deliver(item);
      elsewhere.deliver(item);
    }

    assertThat(new String[] {heard.take(), heard.take(), heard.take(), heard.take()})
        .containsExactlyInAnyOrder("0a", "0a", "0b", "0b");
    assertThat(heard).isEmpty();
  }

  /** To look in the cluster who listens takes other threads, and seconds while partitions move. */
  @Test
  void whatIsSaidToARoleOfOnesOwnJvmDoesNotWaitForTheCluster() {
    OneContext loop = new OneContext(one);
    NodeBus bus = new NodeBus(one, "near");
    for (int id = 0; id < 20; id++) {
      RoleInstance near = new RoleInstance(Role.GOSSIP, id, bus.jvm());
      List<BusRecord> heard = new ArrayList<>();
      loop.call(
          () -> bus.listen(bus.addresses().instance(near), message -> heard.add(message.body()))
              .completion());

      loop.turn(() -> bus.tell(near, new RoleQuestion()));

      assertThat(heard).as("instance %d", id).containsExactly(new RoleQuestion());
    }
  }

  /** A JVM that was cut off may be taken for gone while its answer is under way. */
  @Test
  void anAnswerThatComesAfterItsJvmWasTakenForGoneHarmsNobody() {
    CompletableFuture<Throwable> harm = new CompletableFuture<>();
    one.exceptionHandler(harm::complete);
    NodeBus asking = new NodeBus(one, "asking");
    CompletableFuture<Message<BusRecord>> question = new CompletableFuture<>();
    await(asking.listen("late", question::complete).completion());
    var gone = new NodeBus.RemoteListener("no such JVM", "late");

    Future<Answer> answer = asking.ask(gone, new RoleQuestion(), ANSWER_MILLIS, Answer.class);
    assertThatThrownBy(() -> await(answer)).hasMessageContaining("has left the cluster");
    NodeBus.answer(question.join(), new Answer(Outcome.WRITTEN, 1));

    Future<Answer> next = asking.ask("late", new RoleQuestion(), 1, Answer.class);
    assertThatThrownBy(() -> await(next)).hasMessageContaining("TIMEOUT");
    assertThat(harm).isNotDone();
  }
}
