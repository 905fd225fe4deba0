package io.fencewire.api;

import static io.fencewire.Ear.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.TwoNodes;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The typed API against two whole nodes that find each other only by it. */
class PeerNetworkTest {
  private final TwoNodes nodes = new TwoNodes();
  private final PeerNetwork alpha = PeerNetwork.of(nodes.vertx, "alpha");
  private final PeerNetwork beta = PeerNetwork.of(nodes.vertx, "beta");
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void aDialGivesATokenAndThePeerIsListed() {
    ConnectionToken token = connect();

    List<PeerStatus> peers = await(alpha.peers());
    assertThat(peers).hasSize(1);
    assertThat(peers.get(0).connection().token()).isEqualTo(token);
    assertThat(peers.get(0).connection().peer()).isEqualTo(nodes.betaId());
    assertThat(peers.get(0).state()).isEqualTo(ConnectionState.LIVE);
    assertThat(await(alpha.connect(nodes.betaAddress()))).as("once more").isEqualTo(token);
  }

  @Test
  void theRoundTripTimeIsListedOnceItIsMeasured() {
    connect();
    PeerStatus status = await(alpha.peers()).get(0);
    long end = System.nanoTime() + 10_000_000_000L;
    while (status.rtt() == null && System.nanoTime() < end) {
      status = await(alpha.peers()).get(0);
    }
    assertThat(status.rtt()).isNotNull();
    assertThat(status.rtt().lastNanos()).isPositive();
  }

  @Test
  void anItemSentToOneConnectionArrivesThereOnTheTopicsOfEveryKind() throws Exception {
    ConnectionToken token = connect();
    for (String topic : List.of("prices", "transactions", "solutions")) {
      beta.subscribe(topic, item -> heard.add(item.topic() + new String(bytes(item), UTF_8)));
      assertThat(await(alpha.send(token, topic, "42".getBytes(UTF_8)))).isEqualTo(Outcome.WRITTEN);
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(topic + "42");
    }
  }

  @Test
  void aConnectionIsClosedOnceAndItsTokenIsStaleAfterwards() {
    ConnectionToken token = connect();
    assertThat(await(alpha.disconnect(token))).isEqualTo(Outcome.WRITTEN);
    assertThat(nodes.nextEnd().reason()).isEqualTo(CloseReason.REQUESTED);

    assertThat(await(alpha.send(token, "prices", new byte[1])))
        .isIn(Outcome.STALE, Outcome.CLOSING);
    assertThat(await(alpha.disconnect(token))).isIn(Outcome.STALE, Outcome.CLOSING);
  }

  @Test
  void aTokenOfAnotherServerIsStale() {
    ConnectionToken foreign = new ConnectionToken(new ServerId(1, 2), 3);

    assertThat(await(alpha.send(foreign, "prices", new byte[1]))).isEqualTo(Outcome.STALE);
  }

  @Test
  void whoIsBannedIsClosedAndRefused() {
    connect();
    assertThat(await(alpha.ban(nodes.betaId(), Duration.ofMinutes(1)))).isEqualTo(Outcome.WRITTEN);
    assertThat(nodes.nextEnd().reason()).isEqualTo(CloseReason.BANNED);

    assertThat(failure(alpha.connect(nodes.betaAddress()))).isInstanceOf(DialException.class);
  }

  @Test
  void aDialThatComesToNothingSaysWhy() {
    Throwable problem = failure(alpha.connect("nobody.invalid:4130"));

    assertThat(problem)
        .isInstanceOf(DialException.class)
        .hasMessageContaining("no address is known for this host name");
    assertThat(((DialException) problem).reason()).isEqualTo(CloseReason.DIAL_FAILED);
  }

  @Test
  void eventsTellOfComingAndGoing() throws Exception {
    alpha.onEvent(heard::add);
    ConnectionToken token = connect();
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isInstanceOf(PeerEvent.Connected.class);
    await(alpha.disconnect(token));
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isInstanceOf(PeerEvent.Disconnected.class);
  }

  @Test
  void aValidatorMayTakeItsTimeAndItsFailureIsIgnorance() throws Exception {
    connect();
    Promise<Judgement> later = Promise.promise();
    beta.subscribe("prices", item -> heard.add(new String(bytes(item), UTF_8)));
    beta.validate("prices", item -> switch (new String(bytes(item), UTF_8)) {
      case "late" -> later.future();
      case "thrown" -> throw new IllegalStateException("no judge today");
      default -> Future.succeededFuture(Judgement.ACCEPT);
    });
    for (String text : List.of("late", "thrown", "good")) {
      await(alpha.publish("prices", text.getBytes(UTF_8)));
    }
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("good");
    later.complete(Judgement.ACCEPT);
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("late");
    assertThat(heard).isEmpty();
  }

  @Test
  void anAnswerComesOnTheContextOfWhoAsked() {
    Context mine = nodes.vertx.getOrCreateContext();
    Promise<Context> answered = Promise.promise();
    mine.runOnContext(
        turn -> alpha.peers().onComplete(peers -> answered.complete(Vertx.currentContext())));

    assertThat(await(answered.future())).isEqualTo(mine);
  }

  @Test
  void withoutTheNodeEveryCallFailsAtOnceWithWordsThatSayWhatIsMissing() {
    PeerNetwork absent = PeerNetwork.of(nodes.vertx, "gamma");
    ConnectionToken token = new ConnectionToken(new ServerId(1, 2), 3);

    for (Future<?> call : List.of(
        absent.publish("prices", new byte[1]),
        absent.peers(),
        absent.connect("127.0.0.1:1"),
        absent.disconnect(token),
        absent.send(token, "prices", new byte[1]),
        absent.ban(nodes.betaId(), Duration.ofSeconds(1)))) {
      assertThat(failure(call))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("node 'gamma' does not run in this Vert.x");
    }
  }

  @Test
  void wrongArgumentsAreToldApartFromTroubleAndSayWhatWouldBeRight() {
    ConnectionToken token = new ConnectionToken(new ServerId(1, 2), 3);
    PeerId peer = nodes.betaId();

    for (Future<?> call : List.of(
        alpha.publish("", new byte[1]),
        alpha.publish("prices", new byte[131_073]),
        alpha.send(token, "prices", new byte[131_073]),
        alpha.send(token, "x".repeat(256), new byte[1]),
        alpha.connect("nowhere"),
        alpha.connect("example.org:0"),
        alpha.ban(peer, Duration.ZERO))) {
      assertThat(failure(call)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> alpha.subscribe("", item -> {}))
        .hasMessageContaining("1 to 255 bytes");
    assertThatThrownBy(() -> alpha.validate("\ud800", item -> Future.failedFuture("")))
        .hasMessageContaining("well-formed Unicode");
  }

  private ConnectionToken connect() {
    ConnectionToken token = await(alpha.connect(nodes.betaAddress()));
    assertThat(nodes.nextConnection().token()).isEqualTo(token);
    return token;
  }

  private static byte[] bytes(Item item) {
    return item.body().toArray();
  }

  private static Throwable failure(Future<?> call) {
    await(call.otherwiseEmpty());
    assertThat(call.failed()).isTrue();
    return call.cause();
  }
}
