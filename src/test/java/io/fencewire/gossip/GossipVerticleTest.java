package io.fencewire.gossip;

import static io.fencewire.gossip.FakeServer.target;
import static io.fencewire.gossip.FakeServer.token;
import static io.fencewire.gossip.RelayRig.TOPIC;
import static io.fencewire.gossip.RelayRig.ids;
import static io.fencewire.gossip.RelayRig.news;
import static io.fencewire.gossip.RelayRig.peer;
import static io.fencewire.gossip.RelayRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.GossipCommand.Judged;
import io.fencewire.bus.GossipCommand.Judgement;
import io.fencewire.bus.GossipCommand.PublishItem;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.Prepared;
import io.fencewire.bus.RoleAnswer.Published;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleAnswer.Taken;
import io.fencewire.bus.RoleMessage;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerCommand.FanOut;
import io.fencewire.bus.ServerCommand.Hello;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Role;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.Announce;
import io.fencewire.wire.Bytes;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class GossipVerticleTest {
  private static final String NODE = "test";

  private final BlockingQueue<Item> delivered = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private FakeServer server;

  @BeforeEach
  void setUp(Vertx vertx) {
    this.vertx = vertx;
    this.server = new FakeServer(vertx, NODE);
    NodeBus bus = server.bus();
    bus.listen(bus.addresses().topic(TOPIC), message -> delivered.add((Item) message.body()));
  }

  @Test
  void itSaysHelloWhenItListensAndAnswersPreparations() throws Exception {
    deploy(GossipOptions.DEFAULT);

    Hello hello = server.hellos.poll(5, TimeUnit.SECONDS);
    assertThat(hello).isNotNull();
    assertThat(hello.instance().role()).isEqualTo(Role.GOSSIP);
    assertThat(server.prepare(1)).isEqualTo(new Prepared(token(1), new Lease(101)));
  }

  @Test
  void aSnapshotThatWasOvertakenByWhatCameLaterTakesNothingAway() throws Exception {
    deploy(GossipOptions.DEFAULT);
    server.live(1);
    server.lateSnapshot();
    server.ask(new PublishItem(TOPIC, text("a"), Long.MAX_VALUE), Published.class);

    assertThat(server.nextFanOut().targets()).containsExactly(FakeServer.target(1));
  }

  @Test
  void anItemGoesFromAPeerToTheSubscribersAndTheOtherPeers() throws Exception {
    deploy(GossipOptions.DEFAULT);
    server.live(1);
    server.live(2);

    assertThat(server.receive(1, news("a"))).isEqualTo(new Taken());

    FanOut fanOut = server.nextFanOut();
    assertThat(fanOut.message()).isEqualTo(news("a"));
    assertThat(fanOut.targets()).containsExactly(target(2));
    assertThat(delivered.poll(5, TimeUnit.SECONDS))
        .isEqualTo(new Item(TOPIC, RelayRig.key(news("a")).toString(), text("a"), peer(1)));
    await("counters", "relayed", value -> value == 1);
  }

  @ParameterizedTest
  @CsvSource({"ACCEPT, accepted, 1", "IGNORE, ignored, 0", "REJECT, rejected, 0"})
  void theValidatorOfATopicDecides(Judgement judgement, String counter, int deliveries) {
    BlockingQueue<Item> asked = new LinkedBlockingQueue<>();
    NodeBus bus = server.bus();
    bus.listen(bus.addresses().validator(TOPIC), message -> {
      asked.add((Item) message.body());
      NodeBus.answer(message, new Judged(judgement));
    });
    deploy(GossipOptions.DEFAULT);
    server.live(1);

    server.receive(1, news("a"));
    await("counters", counter, value -> value == 1);

    assertThat(asked).extracting(Item::body).containsExactly(text("a"));
    assertThat(stats().counters()).containsEntry("delivered", (long) deliveries);
  }

  @Test
  void aSilentValidatorCostsTheItem() {
    server.bus().listen(server.bus().addresses().validator(TOPIC), message -> {});
    deploy(options(Duration.ofMillis(20), Duration.ofSeconds(10)));
    server.live(1);

    server.receive(1, news("a"));

    await("counters", "expired", value -> value == 1);
    await("gauges", "pending", value -> value == 0);
  }

  @Test
  void aFailingValidatorHasTheItemForgotten() {
    server
        .bus()
        .listen(server.bus().addresses().validator(TOPIC), message -> message.fail(500, "no disk"));
    deploy(GossipOptions.DEFAULT);
    server.live(1);

    server.receive(1, news("a"));

    await("counters", "ignored", value -> value == 1);
  }

  @Test
  void anApplicationPublishesAndIsToldTheId() throws Exception {
    deploy(GossipOptions.DEFAULT);
    server.live(1);

    Published published = publish(TOPIC, text("a"));

    assertThat(published).isEqualTo(new Published(RelayRig.key(news("a")).toString(), ""));
    assertThat(server.nextFanOut().targets()).containsExactly(target(1));
    Item item = delivered.poll(5, TimeUnit.SECONDS);
    assertThat(item).isEqualTo(new Item(TOPIC, published.id(), text("a"), null));
  }

  @Test
  void anApplicationIsToldWhatIsWrong() {
    deploy(GossipOptions.DEFAULT);

    assertThat(publish("", text("a")))
        .isEqualTo(new Published("", "a topic has 1 to 255 bytes of UTF-8, not 0"));
    assertThat(publish(TOPIC, Bytes.wrap(new byte[131_073])).problem())
        .isEqualTo("an item has at most 131072 bytes, not 131073");
  }

  @Test
  void aSnapshotBringsConnectionsBackAndTakesThemAway() throws Exception {
    deploy(GossipOptions.DEFAULT);
    publish(TOPIC, text("a"));
    server.snapshot(1, 2);

    FanOut announce = server.nextFanOut();
    assertThat(announce.message()).isEqualTo(new Announce(ids(news("a"))));
    assertThat(announce.targets()).containsExactly(target(1));
    assertThat(server.nextFanOut().targets()).containsExactly(target(2));

    server.snapshot(2);
    assertThat(stats().gauges()).containsEntry("connections", 1L);
    server.end(2);
    assertThat(stats().gauges()).containsEntry("connections", 0L);
  }

  @Test
  void aStaleAnswerEndsTheGeneration() throws Exception {
    deploy(GossipOptions.DEFAULT);
    server.live(1);
    server.outcome = Outcome.STALE;

    publish(TOPIC, text("a"));

    server.nextFanOut();
    await("gauges", "connections", value -> value == 0);
  }

  @Test
  void aServerThatIsGoneIsUnknown() {
    deploy(GossipOptions.DEFAULT);
    server.live(1);
    PeerConnection gone = RelayRig.connection(new ServerId(9, 9), 1, 2, true);
    server.ask(new RoleMessage.Prepare(gone, new Lease(1), 1), Prepared.class);
    server
        .bus()
        .tell(
            server.bus().addresses().role(Role.GOSSIP), new RoleMessage.Promoted(gone.token(), 1));

    publish(TOPIC, text("a"));

    await("counters", "unknown", value -> value == 1);
    await("counters", "relayed", value -> value == 1);
  }

  @Test
  void whatComesAfterItsDeadlineIsNotPublished() throws Exception {
    deploy(GossipOptions.DEFAULT);
    NodeBus bus = server.bus();
    bus.tell(
        bus.addresses().role(Role.GOSSIP), new PublishItem(TOPIC, text("a"), System.nanoTime()));

    publish(TOPIC, text("b"));

    await("counters", "publish_expired", value -> value == 1);
    assertThat(delivered.poll(5, TimeUnit.SECONDS)).extracting(Item::body).isEqualTo(text("b"));
    assertThat(delivered).isEmpty();
  }

  @Test
  void oneTimerServesTheWholeRoleAndIsDisarmedWhenNothingIsDue() {
    deploy(options(Duration.ofSeconds(5), Duration.ofMillis(30)));
    publish(TOPIC, text("a"));
    publish(TOPIC, text("b"));

    await("gauges", "recent", value -> value == 0);

    Map<String, Long> gauges = stats().gauges();
    assertThat(gauges).containsEntry("role_timers", 0L).containsEntry("timers", 0L);
    publish(TOPIC, text("c"));
    assertThat(stats().gauges()).containsEntry("recent_bytes", 257L);
  }

  @Test
  void nothingIsLeftAfterItIsUndeployed() throws Exception {
    String id = deploy(GossipOptions.DEFAULT);
    publish(TOPIC, text("a"));
    assertThat(stats().gauges()).containsEntry("role_timers", 1L);

    vertx.undeploy(id).await(5, TimeUnit.SECONDS);

    assertThat(server
            .bus()
            .ask(
                server.bus().addresses().role(Role.GOSSIP),
                new RoleQuestion(),
                1_000,
                RoleStats.class)
            .otherwiseEmpty()
            .await(5, TimeUnit.SECONDS))
        .isNull();
  }

  private String deploy(GossipOptions options) {
    return vertx.deployVerticle(new GossipVerticle(NODE, options)).await();
  }

  private static GossipOptions options(Duration validate, Duration recent) {
    return new GossipOptions(100, 100, validate, recent, 1_000_000);
  }

  private Published publish(String topic, Bytes body) {
    PublishItem command = new PublishItem(topic, body, System.nanoTime() + 5_000_000_000L);
    return server.ask(command, Published.class);
  }

  private RoleStats stats() {
    return server.ask(new RoleQuestion(), RoleStats.class);
  }

  /** Asks for the statistics until one of them is right, for 5 s at the most. */
  private void await(String kind, String name, LongPredicate right) {
    long end = System.nanoTime() + 5_000_000_000L;
    Long value = null;
    while (System.nanoTime() - end < 0) {
      RoleStats stats = stats();
      value = (kind.equals("gauges") ? stats.gauges() : stats.counters()).get(name);
      if (value != null && right.test(value)) {
        return;
      }
    }
    throw new AssertionError(name + " is " + value);
  }
}
