package io.fencewire.api;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.GossipCommand.PublishItem;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.Published;
import io.fencewire.peer.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing while gossip gives no answer: bounded in number and in time. */
class PublishBoundTest {
  private static final String FULL =
      "1024 items are on their way to gossip; publish again when one is done";

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "mute");
  private final PeerNetwork network = PeerNetwork.of(vertx, "mute");
  private final BlockingQueue<Message<BusRecord>> asked = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() {
    await(bus.listen(bus.addresses().role(Role.GOSSIP), asked::add).completion());
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void oneTooManyIsRefusedAtOnceAndThereIsRoomAgainAfterAnAnswer() throws Exception {
    Future<String> first = network.publish("prices", new byte[1]);
    for (int i = 1; i < Publisher.IN_FLIGHT_MAX; i++) {
      network.publish("prices", new byte[1]);
    }
    Future<String> refused = network.publish("prices", new byte[1]);

    assertThat(refused.failed()).as("at once").isTrue();
    assertThat(refused.cause()).isInstanceOf(IllegalStateException.class).hasMessage(FULL);

    NodeBus.answer(next(), new Published("id", ""));
    assertThat(await(first)).isEqualTo("id");
    assertThat(network.publish("prices", new byte[1]).isComplete()).isFalse();
    assertThat(network.publish("prices", new byte[1]).failed()).isTrue();
  }

  @Test
  void theGatewayHasTheSameBoundAndSaysSo() {
    await(vertx.deployVerticle(new JsonGateway("mute")));
    JsonObject command =
        new JsonObject().put("do", "publish").put("topic", "prices").put("text", "42");
    for (int i = 0; i < Publisher.IN_FLIGHT_MAX; i++) {
      vertx.eventBus().send(bus.addresses().json(), command);
    }

    var answer = vertx.eventBus().<JsonObject>request(bus.addresses().json(), command);

    assertThat(await(answer).body())
        .isEqualTo(new JsonObject().put("error", FULL).put("key", ""));
  }

  @Test
  void anItemCarriesADeadlineAndTheCallerIsToldThatThereWasNoAnswer() throws Exception {
    long before = System.nanoTime();
    Future<String> published = network.publish("prices", new byte[1]);
    Message<BusRecord> message = next();

    long deadline = ((PublishItem) message.body()).deadline();
    assertThat(deadline - before).isBetween(5_000_000_000L, 5_000_000_000L + sinceNanos(before));
    message.fail(500, "no time");
    assertThatThrownBy(() -> await(published))
        .hasMessageContaining("the gossip of node 'mute' did not answer");
  }

  private static long sinceNanos(long before) {
    return System.nanoTime() - before;
  }

  private Message<BusRecord> next() throws InterruptedException {
    Message<BusRecord> message = asked.poll(10, TimeUnit.SECONDS);
    assertThat(message).as("a question to gossip within 10 s").isNotNull();
    return message;
  }
}
