package io.fencewire.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many who ask one question. */
class ConflatedTest {
  private final List<Promise<Integer>> asked = new ArrayList<>();
  private final Conflated<Integer> conflated = new Conflated<>(() -> {
    Promise<Integer> promise = Promise.promise();
    asked.add(promise);
    return promise.future();
  });

  @Test
  void whoAsksMeanwhileSharesTheNextAnswerAndNotAnOlderOne() {
    Future<Integer> first = conflated.ask();
    Future<Integer> second = conflated.ask();
    Future<Integer> third = conflated.ask();
    assertThat(asked).hasSize(1);

    asked.get(0).complete(1);
    assertThat(first.result()).isEqualTo(1);
    assertThat(second.isComplete()).isFalse();
    assertThat(asked).hasSize(2);

    asked.get(1).complete(2);
    assertThat(second.result()).isEqualTo(2);
    assertThat(third.result()).isEqualTo(2);
  }

  @Test
  void aFailureIsPassedOnAndTheNextQuestionIsAsked() {
    Future<Integer> first = conflated.ask();
    Future<Integer> second = conflated.ask();
    asked.get(0).fail("no");
    assertThat(first.failed()).isTrue();

    asked.get(1).complete(2);
    assertThat(second.result()).isEqualTo(2);
    conflated.ask();
    assertThat(asked).hasSize(3);
  }
}
