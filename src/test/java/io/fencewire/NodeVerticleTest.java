package io.fencewire;

import static io.fencewire.Ear.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.api.Judgement;
import io.fencewire.api.PeerNetwork;
import io.fencewire.bus.GossipCommand.Item;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes in one Vert.x, used through the API alone. */
class NodeVerticleTest {
  @TempDir
  private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final PeerNetwork alpha = PeerNetwork.of(vertx, "alpha");
  private final PeerNetwork beta = PeerNetwork.of(vertx, "beta");
  private String alphaDeployment;

  @BeforeEach
  void start() {
    Ear events = Ear.at(new NodeBus(vertx, "alpha"), "fencewire.alpha.events");
    Ear betaEvents = Ear.at(new NodeBus(vertx, "beta"), "fencewire.beta.events");
    NodeVerticle first = new NodeVerticle();
    alphaDeployment = await(vertx.deployVerticle(first, conf("alpha", "")));
    await(
        vertx.deployVerticle(new NodeVerticle(), conf("beta", first.listening().toString())));
    events.next(PeerEvent.Connected.class);
    betaEvents.next(PeerEvent.Connected.class);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void anItemReachesTheSubscribersOfOtherNodesAndOfItsOwn() {
    Ear here = Ear.at(new NodeBus(vertx, "alpha"), "fencewire.alpha.topic.prices");
    Ear there = Ear.at(new NodeBus(vertx, "beta"), "fencewire.beta.topic.prices");

    String id = await(alpha.publish("prices", "42".getBytes(UTF_8)));

    Item item = there.next(Item.class);
    assertThat(new String(item.body().toArray(), UTF_8)).isEqualTo("42");
    assertThat(item.id()).isEqualTo(id);
    assertThat(item.from()).isNotNull();
    assertThat(here.next(Item.class).from()).as("its own").isNull();
  }

  @Test
  void whatAValidatorRejectsIsNotDelivered() {
    Ear there = Ear.at(new NodeBus(vertx, "beta"), "fencewire.beta.topic.prices");
    beta.validate(
        "prices", item -> Future.succeededFuture(judge(new String(item.body().toArray(), UTF_8))));

    await(alpha.publish("prices", "bad".getBytes(UTF_8)));
    await(alpha.publish("prices", "good".getBytes(UTF_8)));

    Item item = there.next(Item.class);
    assertThat(new String(item.body().toArray(), UTF_8)).isEqualTo("good");
    assertThat(there.soFar(Item.class)).isEmpty();
  }

  @Test
  void anItemThatIsTooLongIsRefusedWithWordsThatSayWhatWouldBeRight() {
    Future<String> published = alpha.publish("prices", new byte[131_073]);

    await(published.otherwiseEmpty());
    assertThat(published.cause())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("131073")
        .hasMessageContaining("131072");
  }

  @Test
  void aNodeThatIsUndeployedSaysGoodbyeToItsPeers() {
    Ear events = Ear.at(new NodeBus(vertx, "beta"), "fencewire.beta.events");
    await(vertx.undeploy(alphaDeployment));

    assertThat(events.next(PeerEvent.Disconnected.class).reason().name()).isEqualTo("SHUTDOWN");
  }

  @Test
  void aNodeWithAWrongOptionDoesNotStart() {
    Future<String> wrong = vertx.deployVerticle(
        new NodeVerticle(), new DeploymentOptions().setConfig(new JsonObject().put("pears", 3)));

    await(wrong.otherwiseEmpty());
    assertThat(wrong.cause()).hasMessageContaining("pears = 3 is wrong");
  }

  private static Judgement judge(String text) {
    return text.equals("bad") ? Judgement.REJECT : Judgement.ACCEPT;
  }

  private DeploymentOptions conf(String node, String bootstrap) {
    JsonArray addresses = bootstrap.isEmpty() ? new JsonArray() : new JsonArray().add(bootstrap);
    return new DeploymentOptions()
        .setConfig(new JsonObject()
            .put("node", node)
            .put("key", folder.resolve(node + ".key").toString())
            .put("listen", new JsonObject().put("port", 0))
            .put("peers", new JsonObject().put("book", "").put("bootstrap", addresses)));
  }
}
