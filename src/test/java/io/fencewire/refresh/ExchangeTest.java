package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.SECOND;
import static io.fencewire.refresh.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.ListenAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private final Stage stage = new Stage(Stage.options(1, 3, 300), 1);
  private final Exchange exchange = stage.refresh.exchange();

  @Test
  void aPeerThatAsksIsToldOfTheOthersAndNotOfItself() {
    ConnectionToken asker = stage.live(1);
    stage.live(2);
    stage.live(3);
    stage.tick();
    assertThat(exchange.answer(asker, stage.now).orElseThrow())
        .containsExactlyInAnyOrder(address(2), address(3));
    assertThat(exchange.answerCount()).isEqualTo(1);
  }

  @Test
  void whatWasOnlyToldIsNotToldOn() {
    ConnectionToken asker = stage.live(1);
    stage.know(50);
    stage.tick();
    assertThat(exchange.answer(asker, stage.now)).contains(List.of());
  }

  @Test
  void aPeerWeLostLatelyIsStillToldOf() {
    ConnectionToken asker = stage.live(1);
    ConnectionToken lost = stage.live(2);
    stage.tick();
    stage.gone(lost);
    stage.tickAfter(60);
    assertThat(exchange.answer(asker, stage.now).orElseThrow()).containsExactly(address(2));
  }

  @Test
  void anAnswerHasAtMost255AddressesEachAsLikelyAsAnyOther() {
    ConnectionToken asker = stage.live(1);
    for (int i = 2; i <= 290; i++) {
      stage.live(i);
    }
    stage.tick();
    List<ListenAddress> answer = exchange.answer(asker, stage.now).orElseThrow();
    assertThat(answer).hasSize(Exchange.ANSWER_MAX).doesNotHaveDuplicates();
    List<ListenAddress> next = exchange.answer(asker, stage.now + SECOND).orElseThrow();
    assertThat(next).isNotEqualTo(answer);
  }

  @Test
  void aPeerWithoutAListenerIsNotToldOf() {
    ConnectionToken asker = stage.live(1);
    stage.live(Stage.NO_LISTENER);
    stage.tick();
    assertThat(exchange.answer(asker, stage.now)).contains(List.of());
  }

  @Test
  void whoAsksAgainAtOnceGetsNoAnswer() {
    ConnectionToken asker = stage.live(1);
    ConnectionToken other = stage.live(2);
    stage.tick();
    assertThat(exchange.answer(asker, stage.now)).isPresent();
    assertThat(exchange.answer(asker, stage.now + SECOND / 8)).isEmpty();
    assertThat(exchange.answer(other, stage.now + SECOND / 8)).isPresent();
    assertThat(exchange.answer(asker, stage.now + SECOND / 4)).isPresent();
    assertThat(exchange.answersRefusedCount()).isEqualTo(1);
  }

  @Test
  void onePeerCanFillNoMoreThanThePlacesOfItsGroup() {
    ConnectionToken teller = stage.live(1);
    stage.tick();
    List<ListenAddress> many = new ArrayList<>();
    for (int i = 1; i <= 255; i++) {
      many.add(new ListenAddress("9.9.9.9", i));
    }
    exchange.told(teller, many, stage.now);
    assertThat(stage.refresh.book().size()).isEqualTo(AddressBook.GROUP_MAX);
    assertThat(exchange.addressesRefusedCount()).isEqualTo(255 + 1 - AddressBook.GROUP_MAX);
  }

  @Test
  void whatTheRulesForbidIsNotTakenIn() {
    ConnectionToken teller = stage.live(1);
    stage.tick();
    int before = stage.refresh.book().size();
    exchange.told(
        teller,
        List.of(Stage.SELF, ListenAddress.parse("9.9.9.9:0"), ListenAddress.parse("224.0.0.1:5")),
        stage.now);
    assertThat(stage.refresh.book().size()).isEqualTo(before);
    assertThat(exchange.addressesRefusedCount()).isEqualTo(3);
  }

  @Test
  void nothingIsTakenInFromAConnectionNobodyKnows() {
    stage.tick();
    exchange.told(Stage.connection(99, 9).token(), List.of(address(5)), stage.now);
    assertThat(stage.refresh.book().size()).isZero();
    assertThat(exchange.addressesRefusedCount()).isEqualTo(1);
  }
}
