package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fencewire.wire.Bytes;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final Bytes BODY = Bytes.parse("01");

  private final Deliveries book = new Deliveries(3);

  @Test
  void everyItemIsExpectedAtEveryNodeButItsPublisher() {
    publish(0, 1);
    publish(1, 2);
    assertThat(book.expected()).isEqualTo(4);
    for (int node = 0; node < 3; node++) {
      deliver(0, node);
      deliver(1, node);
    }
    assertThat(book.delivered()).isEqualTo(4);
    assertThat(book.deliveredTo(0)).isEqualTo(2);
    assertThat(book.deliveredTo(1)).isEqualTo(1);
    assertThat(book.twice()).isZero();
    assertThat(book.corrupt()).isZero();
  }

  @Test
  void theSecondDeliveryToASubscriberCountsApart() {
    publish(0, 1);
    deliver(0, 0);
    deliver(0, 0);
    assertThat(book.delivered()).isEqualTo(1);
    assertThat(book.twice()).isEqualTo(1);
  }

  @Test
  void aSecondDeliveryIsKnownAlsoWhenEveryNodeHadTheItem() {
    publish(0, 1);
    for (int node = 0; node < 3; node++) {
      deliver(0, node);
    }
    deliver(0, 1);
    assertThat(book.delivered()).isEqualTo(2);
    assertThat(book.twice()).isEqualTo(1);
  }

  @Test
  void whatNobodyPublishedIsCorrupt() {
    publish(0, 1);
    book.delivered(1, 0, BODY, 0);
    book.delivered(-1, 0, BODY, 0);
    assertThat(book.corrupt()).isEqualTo(2);
    assertThat(book.delivered()).isZero();
  }

  @Test
  void anotherBodyThanThePublishedOneIsCorrupt() {
    publish(0, 1);
    book.delivered(0, 0, Bytes.parse("02"), 0);
    assertThat(book.corrupt()).isEqualTo(1);
  }

  @Test
  void latenciesAreThoseOfTheOtherNodes() {
    publish(0, 0);
    book.delivered(0, 0, BODY, 500);
    book.delivered(0, 1, BODY, 50_000);
    assertThat(book.latencies().percentileMillis(0.01)).isEqualTo(0.05);
  }

  @Test
  void numbersHaveNoGaps() {
    assertThatIllegalArgumentException().isThrownBy(() -> publish(1, 0));
  }

  private void publish(int number, int node) {
    book.published(number, node, BODY, 0);
  }

  private void deliver(int number, int node) {
    book.delivered(number, node, BODY, 1_000);
  }
}
