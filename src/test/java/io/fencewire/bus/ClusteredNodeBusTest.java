package io.fencewire.bus;

import static io.fencewire.bus.TwoVertx.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.peer.Outcome;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a node's bus does where Vert.x is clustered. */
class ClusteredNodeBusTest {
  private static final int ANSWER_MILLIS = 20_000;

  private static TwoVertx cluster;

  @BeforeAll
  static void start() {
    cluster = new TwoVertx();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** A JVM that was cut off may be taken for gone while its answer is under way. */
  @Test
  void anAnswerThatComesAfterItsJvmWasTakenForGoneHarmsNobody() {
    CompletableFuture<Throwable> harm = new CompletableFuture<>();
    cluster.one.exceptionHandler(harm::complete);
    NodeBus asking = new NodeBus(cluster.one, "asking");
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
