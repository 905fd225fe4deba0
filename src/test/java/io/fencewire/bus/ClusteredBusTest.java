package io.fencewire.bus;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.TestCluster;
import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerCommand.Send;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.NoncePing;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives when it really goes over the wire of a clustered event bus. */
class ClusteredBusTest {
  private static final DeliveryOptions RECORD = new DeliveryOptions().setCodecName(BusCodec.NAME);
  private static final Send SEND =
      new Send(new ConnectionToken(new ServerId(1, 2), 3), new Lease(4), 5, new NoncePing(6));
  private static final Answer ANSWER = new Answer(Outcome.WRITTEN, 7);

  private static final VersionedCodec CODEC = new VersionedCodec();

  private static TestCluster cluster;
  private static Vertx one;
  private static Vertx other;
  private static Gate gate;

  @BeforeAll
  static void start() {
    cluster = new TestCluster();
    one = cluster.join();
    other = cluster.join();
    gate = new Gate();
    BusCodec.register(one);
    BusCodec.refuseSerialized(one);
    other.eventBus().registerCodec(CODEC);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void speakTheSameVersion() {
    CODEC.version = RecordForms.VERSION;
  }

  @Test
  void aRecordGoesThereAndItsAnswerComesBack() {
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    listen(other, "there and back", message -> {
      heard.add(message.body());
      message.reply(ANSWER, RECORD);
    });
    assertThat(ask(one, "there and back", SEND, RECORD)).isEqualTo(ANSWER);
    assertThat(heard).containsExactly(SEND);
  }

  @Test
  void aQuestionOfANewerVersionIsRefusedAtOnceAndSaysSo() {
    CODEC.version = 2;
    listen(one, "asked by a newer one", ClusteredBusTest::admit);
    assertThatThrownBy(() -> ask(other, "asked by a newer one", SEND, RECORD))
        .hasMessageContaining("(RECIPIENT_FAILURE,400)")
        .hasMessageContaining("version 2")
        .hasMessageContaining("reads version 1");
  }

  @Test
  void anAnswerOfANewerVersionIsAFailureAndNotSilence() {
    CODEC.version = 2;
    listen(other, "answered by a newer one", message -> message.reply(ANSWER, RECORD));
    Future<Answer> answer = one.eventBus()
        .request("answered by a newer one", "?")
        .map(reply -> gate.open(reply, "answered by a newer one", Answer.class));
    assertThatThrownBy(() -> await(answer)).hasMessageContaining("version 2");
  }

  @Test
  void aSerialisedObjectOfAnotherJvmIsNotReadAndNoneIsSentThere() {
    listen(one, "no objects", ClusteredBusTest::admit);
    listen(other, "objects", message -> message.reply("read"));
    var plain = new DeliveryOptions();
    assertThatThrownBy(() -> ask(other, "no objects", new BigDecimal(1), plain))
        .hasMessageContaining("(RECIPIENT_FAILURE,400)")
        .hasMessageContaining("Class not allowed: java.math.BigDecimal");
    assertThatThrownBy(() -> ask(one, "objects", new BigDecimal(1), plain))
        .hasMessageContaining("No message codec for type: class java.math.BigDecimal");
    assertThat(ask(other, "objects", new BigDecimal(1), plain)).isEqualTo("read");
  }

  @Test
  void whatIsAnnouncedInJsonIsPlainJsonToWhoeverDoesNotKnowUs() throws InterruptedException {
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    listen(other, "announced", message -> heard.add(message.body()));
    listen(one, "announced", message -> heard.add(message.body()));
    var json = new DeliveryOptions().setCodecName(JsonCodec.NAME);
    Item item = new Item("news", "0a", Bytes.parse("c0ffee"), null);

    one.eventBus().publish("announced", item, json);

    JsonObject expected = new JsonObject()
        .put("topic", "news")
        .put("id", "0a")
        .put("body", "wP/u")
        .put("from", null);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
  }

  private static void admit(Message<Object> message) {
    if (gate.admits(message, BusRecord.class)) {
      message.reply("admitted");
    }
  }

  /** Fails unless the answer comes well before Vert.x gives a question up. */
  private static Object ask(Vertx vertx, String address, Object body, DeliveryOptions options) {
    options.setSendTimeout(Duration.ofSeconds(50).toMillis());
    return await(vertx.eventBus().request(address, body, options)).body();
  }

  private static void listen(Vertx vertx, String address, Handler<Message<Object>> handler) {
    await(vertx.eventBus().consumer(address, handler).completion());
  }

  /** Ours, but it can give itself out for a later version. */
  private static final class VersionedCodec implements MessageCodec<BusRecord, BusRecord> {
    private final BusCodec codec = new BusCodec();
    private volatile int version;

    @Override
    public void encodeToWire(Buffer buffer, BusRecord record) {
      int start = buffer.length();
      codec.encodeToWire(buffer, record);
      buffer.setByte(start + Integer.BYTES, (byte) version);
    }

    @Override
    public BusRecord decodeFromWire(int position, Buffer buffer) {
      return codec.decodeFromWire(position, buffer);
    }

    @Override
    public BusRecord transform(BusRecord record) {
      return record;
    }

    @Override
    public String name() {
      return BusCodec.NAME;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
