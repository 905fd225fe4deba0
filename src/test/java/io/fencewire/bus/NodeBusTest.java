package io.fencewire.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.PublishItem;
import io.fencewire.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

@ExtendWith(VertxExtension.class)
class NodeBusTest {
  private static final String HERE = "here";
  private static final Item ITEM = new Item("news", "0a", Bytes.parse("c0ffee"), null);

  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private NodeBus bus;

  @BeforeEach
  void start(Vertx started) {
    vertx = started;
    bus = new NodeBus(started, "test");
  }

  static Stream<Object> strangers() {
    return Stream.of(
        "a text",
        Buffer.buffer("bytes"),
        new JsonObject().put("do", "publish"),
        7,
        new byte[3],
        new BigDecimal(1));
  }

  @ParameterizedTest
  @NullSource
  @MethodSource("strangers")
  void whatIsNoRecordIsRefusedWithAReason(Object body) throws Exception {
    listenForItems();
    assertThatThrownBy(() -> await(vertx.eventBus().request(HERE, body)))
        .hasMessageContaining("(RECIPIENT_FAILURE,400)")
        .hasMessageContaining(" was sent; Item, by the codec of Fencewire, would be right");
    assertThat(heard).isEmpty();
    assertThat(bus.refusedCount()).isEqualTo(1);
  }

  @Test
  void aRecordOfAnotherTypeIsRefusedAndTheNextOneIsHeard() throws Exception {
    listenForItems();
    assertThatThrownBy(() -> ask(new PublishItem("news", Bytes.EMPTY, 1)))
        .hasMessageContaining("PublishItem was sent");
    assertThat(ask(ITEM)).isEqualTo(new RoleAnswer.Taken());
    assertThat(heard).containsExactly(ITEM);
  }

  @Test
  void whatCouldNotBeReadIsRefusedInOneShortLine() throws Exception {
    await(bus.listen(HERE, message -> heard.add(message.body())).completion());
    assertThatThrownBy(() -> ask(new Undecodable("version 2\n" + "x".repeat(1000))))
        .hasMessageContaining("version 2 xxx")
        .message()
        .hasSizeLessThan(700);
    assertThat(heard).isEmpty();
  }

  @Test
  void anAnswerThatIsNoRecordIsAFailure() throws Exception {
    await(
        vertx.eventBus().localConsumer(HERE, message -> message.reply("a text")).completion());
    assertThatThrownBy(() -> ask(ITEM))
        .hasMessageContaining("String was sent; Taken, by the codec");
    assertThat(bus.refusedCount()).isEqualTo(1);
  }

  @Test
  void whatIsPublishedByAStrangerEndsNobody() throws Exception {
    listenForItems();
    vertx.eventBus().publish(HERE, "a text");
    vertx.eventBus().publish(HERE, ITEM, new DeliveryOptions().setCodecName(BusCodec.NAME));
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(ITEM);
  }

  private void listenForItems() throws Exception {
    var consumer = bus.listen(HERE, Item.class, message -> {
      heard.add(message.body());
      NodeBus.answer(message, new RoleAnswer.Taken());
    });
    await(consumer.completion());
  }

  private RoleAnswer.Taken ask(BusRecord question) throws Exception {
    return await(bus.ask(HERE, question, 10_000, RoleAnswer.Taken.class));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
