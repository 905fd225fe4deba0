package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Limits;
import io.fencewire.wire.Message;
import io.fencewire.wire.Publish;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Items of an Aleo network: the declared id is theirs, and nothing goes on that nobody judged. */
class AleoItemTest {
  private static final Bytes ID = Bytes.parse("ab".repeat(32));
  private static final Message TRANSACTION = new UnconfirmedTransaction(ID, text("tx"));
  private static final Message SOLUTION = new UnconfirmedSolution(0x0807060504030201L, text("sol"));

  private final RelayRig rig = new RelayRig(new GossipOptions(
      100, 100, Duration.ofSeconds(5), Duration.ofSeconds(10), 1_000_000, ItemForm.ALEO));

  static List<Message> messages() {
    return List.of(TRANSACTION, SOLUTION);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theValidatorSeesTheDeclaredIdAndWhatItAcceptsGoesOnAsItCame(Message message) {
    ConnectionToken source = rig.plain(1);
    ConnectionToken other = rig.plain(2);
    rig.receive(source, message);
    assertThat(rig.fanOuts).isEmpty();
    Item item = rig.validated.get(0).item();
    assertThat(item.body())
        .isEqualTo(
            Bytes.parse(message == TRANSACTION ? ID + hex("tx") : "0102030405060708" + hex("sol")));

    rig.relay.judged(item.key(), Ruling.ACCEPT, rig.now);
    assertThat(rig.delivered).hasSize(1);
    assertThat(rig.fanOuts).singleElement().satisfies(out -> {
      assertThat(out.message()).isSameAs(message);
      assertThat(out.tokens()).containsExactly(other);
    });
  }

  @ParameterizedTest
  @EnumSource(names = "ACCEPT", mode = EnumSource.Mode.EXCLUDE)
  void nothingElseGoesOnNotEvenToOneWhoComesLater(Ruling ruling) {
    rig.receive(rig.plain(1), TRANSACTION);
    rig.relay.judged(rig.validated.get(0).item().key(), ruling, rig.now);
    rig.plain(2);
    rig.relay.wake(rig.now);
    assertThat(rig.fanOuts).isEmpty();
    assertThat(rig.delivered).hasSize(ruling == Ruling.UNJUDGED ? 1 : 0);
  }

  @Test
  void whereNobodyJudgesAnItemOfAPrivateNetworkGoesOnAndOneOfAnAleoNetworkDoesNot() {
    Future<Judgement> nobody = Future.failedFuture(new ReplyException(ReplyFailure.NO_HANDLERS));
    assertThat(BusWords.ruling(nobody, ItemForm.PRIVATE)).isEqualTo(Ruling.ACCEPT);
    assertThat(BusWords.ruling(nobody, ItemForm.ALEO)).isEqualTo(Ruling.UNJUDGED);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatAnApplicationPublishesBeginsWithItsId(Message message) {
    Item received = ItemForm.ALEO.received(message);
    assertThat(received).isNotNull();
    assertThat(ItemForm.ALEO.published(received.topic(), received.body())).isEqualTo(received);
    ConnectionToken peer = rig.plain(1);
    rig.relay.publish(received.topic(), received.body(), rig.now);
    assertThat(rig.fanOuts).singleElement().satisfies(out -> {
      assertThat(out.message()).isEqualTo(message);
      assertThat(out.tokens()).containsExactly(peer);
    });
  }

  @Test
  void whatCannotTravelIsRefusedWithWhatCould() {
    assertThatThrownBy(() -> rig.relay.publish("news", text("x"), rig.now))
        .hasMessage("an item in an Aleo network is of the topic 'transactions' or 'solutions'");
    assertThatThrownBy(() -> rig.relay.publish("transactions", text("x"), rig.now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins with its id: transaction id at byte 0 of the body needs 32");
    assertThatThrownBy(() -> rig.relay.publish(
            "solutions", Bytes.wrap(new byte[9 + Limits.ALEO_SOLUTION_MAX]), rig.now))
        .hasMessageContaining("at most " + Limits.ALEO_SOLUTION_MAX + " bytes, not");
    rig.receive(rig.live(1), new Publish("news", text("x")));
    assertThat(rig.validated).isEmpty();
    assertThat(rig.counter(Count.UNFIT)).isEqualTo(1);
  }

  private static String hex(String text) {
    return text(text).toString();
  }
}
