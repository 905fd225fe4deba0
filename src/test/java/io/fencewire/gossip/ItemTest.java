package io.fencewire.gossip;

import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.wire.Bytes;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.Publish;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTest {
  private static final Bytes HELLO = text("hello");

  /** Computed with another implementation, from the words of the protocol. */
  @ParameterizedTest
  @CsvSource({
    "transactions, 112a725e4eeacd463eb6688d2d765b1f537117992af2abf36fa89e42a183a8ba",
    "solutions, 4b3d40d99372101fb37371d888b378dda27c4aa3e4039a677081471de5415a3d",
    "chat, 01ce0c235180ee932c5eeb2cbeb1e998f0e40df040579d3fd23580c353e8ddf5"
  })
  void theKeyCoversTopicAndBodyAsOnTheWire(String topic, String key) {
    assertThat(Item.published(topic, HELLO).key()).hasToString(key);
  }

  @Test
  void topicAndBodyCanNotBeCutDifferently() {
    assertThat(Item.published("ab", text("c")).key())
        .hasToString("909ac45e439911193205994d09399c29fede977ab212605f29ead5250a812e73");
    assertThat(Item.published("a", text("bc")).key())
        .hasToString("1e18834c426d00e57788444cb3ccd62c771b420c095bb0c4e040a8c122c4570d");
  }

  @Test
  void theLengthOfATopicIsThatOfItsBytes() {
    assertThat(Item.published("ü".repeat(127), Bytes.EMPTY).key())
        .hasToString("3d766cb8c4a9c2e94dfb2aa55d4e436c30fe89c1732fadff47cc508e1f88253a");
  }

  @Test
  void aTransactionDeclaresTheHashOfItsBody() {
    Bytes id = Bytes.parse("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

    assertThat(Item.published("transactions", HELLO).message())
        .isEqualTo(new UnconfirmedTransaction(id, HELLO));
  }

  @Test
  void aSolutionDeclaresTheFirstEightBytesOfTheHash() {
    assertThat(Item.published("solutions", HELLO).message())
        .isEqualTo(new UnconfirmedSolution(0x0ea3b05fba4df22cL, HELLO));
  }

  @Test
  void anItemIsTheSameAtBothEnds() {
    for (String topic : List.of("transactions", "solutions", "chat")) {
      Item item = Item.published(topic, HELLO);

      assertThat(Item.received(item.message())).isEqualTo(item);
      assertThat(item.genuine()).isTrue();
    }
  }

  @Test
  void aWrongIdMakesAnotherItemThatIsNotGenuine() {
    Item wrong = Item.received(new UnconfirmedSolution(1, HELLO));

    assertThat(wrong).isNotNull();
    assertThat(wrong.genuine()).isFalse();
    assertThat(wrong.key()).isNotEqualTo(Item.published("solutions", HELLO).key());
    Item alsoWrong = Item.received(new UnconfirmedTransaction(Bytes.wrap(new byte[32]), HELLO));
    assertThat(alsoWrong).isNotNull();
    assertThat(alsoWrong.genuine()).isFalse();
  }

  @Test
  void aPublishOnATopicWithItsOwnMessageCarriesNoItem() {
    assertThat(Item.received(new Publish("transactions", HELLO))).isNull();
    assertThat(Item.received(new Publish("solutions", HELLO))).isNull();
    assertThat(Item.received(new NoncePing(1))).isNull();
  }

  @Test
  void whatCanNotTravelIsRefusedWithWhatWouldBeRight() {
    assertThatThrownBy(() -> Item.published("", HELLO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a topic has 1 to 255 bytes of UTF-8, not 0");
    assertThatThrownBy(() -> Item.published("ü".repeat(128), HELLO))
        .hasMessage("a topic has 1 to 255 bytes of UTF-8, not 256");
    assertThatThrownBy(() -> Item.published("\ud800", HELLO))
        .hasMessageContaining("half of a surrogate pair");
    assertThatThrownBy(() -> Item.published("chat", Bytes.wrap(new byte[131_073])))
        .hasMessage("an item has at most 131072 bytes, not 131073");
    assertThat(Item.published("chat", Bytes.wrap(new byte[131_072])).body().size())
        .isEqualTo(131_072);
  }

  @Test
  void aKeyKeepsItsBytesAndTheirOrder() {
    TreeSet<ItemKey> keys = new TreeSet<>();
    for (int at : new int[] {31, 23, 15, 7, 0}) {
      byte[] bytes = new byte[32];
      bytes[at] = (byte) 0xff;
      ItemKey key = ItemKey.of(Bytes.of(bytes));
      keys.add(key);
      assertThat(key.toBytes()).isEqualTo(Bytes.of(bytes));
    }

    assertThat(keys).hasSize(5);
    assertThat(keys.first().toBytes().at(31)).isEqualTo((byte) 0xff);
    assertThat(keys.last().toBytes().at(0)).isEqualTo((byte) 0xff);
    assertThatThrownBy(() -> ItemKey.of(HELLO)).hasMessage("a key has 32 bytes, not 5");
  }
}
