package io.fencewire.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.RoleMessage.Promoted;
import io.fencewire.bus.RoleMessage.Snapshot;
import io.fencewire.bus.ServerAnswer.Answer;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerAnswer.FanOutAnswer;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.ServerId;
import io.fencewire.wire.NoncePing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ServerClientTest {
  private static final ServerId SERVER = new ServerId(7, 8);
  private static final ConnectionToken TOKEN = new ConnectionToken(SERVER, 3);
  private static final Lease LEASE = new Lease(5);
  private static final NoncePing MESSAGE = new NoncePing(9);

  private final AtomicLong now = new AtomicLong(1_000);
  private final BlockingQueue<Message<BusRecord>> asked = new LinkedBlockingQueue<>();
  private Context context;
  private NodeBus bus;
  private ServerClient client;

  @BeforeEach
  void start(Vertx vertx) {
    context = vertx.getOrCreateContext();
    bus = new NodeBus(vertx, "test");
    client = new ServerClient(bus, now::get);
  }

  @Test
  void aServerNeverHeardOfIsNotAsked() throws Exception {
    serve();
    assertThat(await(() -> client.ping(TOKEN, LEASE, 1)).outcome()).isEqualTo(Outcome.STALE);
    assertThat(asked).isEmpty();
  }

  @Test
  void aDeadlineIsInTheServersOwnClock() throws Exception {
    serve();
    hear(500_000);
    now.set(1_250);
    Future<Answer> ping = on(() -> client.ping(TOKEN, LEASE, 77));
    long deadline = 500_250 + ServerClient.DEADLINE_NANOS;
    answer(new ServerCommand.SendPing(TOKEN, LEASE, deadline, 77), Outcome.WRITTEN, 500_300);
    assertThat(await(() -> ping)).isEqualTo(new Answer(Outcome.WRITTEN, 500_300));
  }

  @Test
  void anAnswerIsAReadingToo() throws Exception {
    serve();
    hear(500_000);
    Future<Answer> first = on(() -> client.send(TOKEN, LEASE, MESSAGE));
    long deadline = 500_000 + ServerClient.DEADLINE_NANOS;
    answer(new ServerCommand.Send(TOKEN, LEASE, deadline, MESSAGE), Outcome.EXPIRED, 500_040);
    await(() -> first);
    Future<Answer> second = on(() -> client.close(TOKEN, CloseReason.ROTATION));
    answer(
        new ServerCommand.CloseConnection(TOKEN, deadline + 40, CloseReason.ROTATION),
        Outcome.WRITTEN,
        500_050);
    await(() -> second);
  }

  @Test
  void aServerThatIsGoneIsUnknownAndCounted() throws Exception {
    hear(500_000);
    now.set(1_010);
    assertThat(await(() -> client.ping(TOKEN, LEASE, 1)))
        .isEqualTo(new Answer(Outcome.UNKNOWN, 500_010));
    assertThat(client.unknownCount()).isEqualTo(1);
  }

  @Test
  void anAnswerOfAnotherKindIsUnknown() throws Exception {
    serve();
    hear(500_000);
    Future<Answer> ping = on(() -> client.ping(TOKEN, LEASE, 1));
    NodeBus.answer(next(), new FanOutAnswer(List.of(), 500_010));
    assertThat(await(() -> ping).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void aFanOutThatNobodyAnswersIsUnknownForEachTarget() throws Exception {
    hear(500_000);
    ServerCommand.Target target = new ServerCommand.Target(TOKEN, LEASE);
    FanOutAnswer answer = await(() -> client.fanOut(SERVER, List.of(target, target), MESSAGE));
    assertThat(answer.outcomes()).containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN);
  }

  @Test
  void whatIsInFlightIsBoundedAndTheRestIsRefusedHere() throws Exception {
    serve();
    hear(500_000);
    List<Future<Answer>> pings = new ArrayList<>();
    for (int i = 0; i < ServerClient.IN_FLIGHT_MAX; i++) {
      pings.add(on(() -> client.ping(TOKEN, LEASE, 1)));
    }
    assertThat(await(() -> client.ping(TOKEN, LEASE, 1)).outcome()).isEqualTo(Outcome.FULL);
    assertThat(client.refusedCount()).isEqualTo(1);

    next().fail(1, "an answer of the bus, though not of the server");
    assertThat(await(() -> pings.get(0)).outcome()).isEqualTo(Outcome.UNKNOWN);
    Future<Answer> fits = on(() -> client.ping(TOKEN, LEASE, 2));
    for (int i = 0; i < ServerClient.IN_FLIGHT_MAX; i++) {
      NodeBus.answer(next(), new Answer(Outcome.WRITTEN, 500_000));
    }
    assertThat(await(() -> fits).outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(client.refusedCount()).isEqualTo(1);
  }

  @Test
  void dialsAndInspectionsReachTheServer() throws Exception {
    serve();
    hear(1_000);
    ListenAddress address = new ListenAddress("127.0.0.1", 4130);
    Future<ConnectAnswer> dial = on(() -> client.connect(SERVER, address));
    Message<BusRecord> connect = next();
    assertThat(connect.body())
        .isEqualTo(new ServerCommand.Connect(address, 1_000 + ServerClient.DEADLINE_NANOS));
    NodeBus.answer(connect, ConnectAnswer.live(TOKEN, 1));
    assertThat(await(() -> dial).token()).isEqualTo(TOKEN);

    Future<ServerClient.Inspection> inspection = on(() -> client.inspect(SERVER));
    Message<BusRecord> inspect = next();
    assertThat(inspect.body()).isEqualTo(new ServerCommand.Inspect());
    NodeBus.answer(inspect, new Snapshot(SERVER, "", address, List.of(), List.of(), 2));
    assertThat(await(() -> inspection).snapshot().holdings()).isEmpty();
  }

  @Test
  void aServerThatCanNotBeAskedAnswersWithAnOutcomeAllTheSame() throws Exception {
    ListenAddress address = new ListenAddress("127.0.0.1", 4130);
    PeerId peer = PeerId.of(new byte[32]);
    assertThat(await(() -> client.connect(SERVER, address)).outcome()).isEqualTo(Outcome.STALE);
    assertThat(await(() -> client.ban(SERVER, peer, 1)).outcome()).isEqualTo(Outcome.STALE);

    hear(500_000);
    assertThat(await(() -> client.connect(SERVER, address)).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(await(() -> client.inspect(SERVER)).outcome()).isEqualTo(Outcome.STALE);
    assertThat(client.servers()).as("gone, and forgotten").isEmpty();
  }

  @Test
  void anInspectionMakesAServerKnown() throws Exception {
    serve();
    Future<ServerClient.Inspection> inspection = on(() -> client.inspect(SERVER));
    ListenAddress address = new ListenAddress("127.0.0.1", 4130);
    NodeBus.answer(next(), new Snapshot(SERVER, "", address, List.of(), List.of(), 700_000));
    await(() -> inspection);

    assertThat(client.servers()).containsExactly(SERVER);
    PeerId peer = PeerId.of(new byte[32]);
    Future<Answer> ban = on(() -> client.ban(SERVER, peer, 9));
    long deadline = 700_000 + ServerClient.DEADLINE_NANOS;
    answer(new ServerCommand.Ban(peer, 9, deadline), Outcome.WRITTEN, 700_001);
    assertThat(await(() -> ban).outcome()).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void whatAServerSaidBeforeSomethingThatWasHeardIsOutOfOrder() throws Exception {
    assertThat(await(() -> Future.succeededFuture(client.heard(promoted(500))))).isTrue();
    assertThat(await(() -> Future.succeededFuture(client.heard(promoted(500))))).isTrue();
    assertThat(await(() -> Future.succeededFuture(client.heard(promoted(499))))).isFalse();
    assertThat(await(() -> Future.succeededFuture(client.heard(promoted(501))))).isTrue();
  }

  private static Promoted promoted(long reading) {
    return new Promoted(TOKEN, reading);
  }

  @Test
  void theServerHeardOfFirstIsForgottenFirst() {
    for (int i = 0; i <= ServerClient.SERVERS_MAX; i++) {
      client.heard(new Promoted(new ConnectionToken(new ServerId(7, i), 1), 1_000));
    }
    assertThat(client.servers())
        .hasSize(ServerClient.SERVERS_MAX)
        .doesNotContain(new ServerId(7, 0))
        .contains(new ServerId(7, ServerClient.SERVERS_MAX));
  }

  private void serve() throws Exception {
    await(() -> bus.listen(bus.addresses().server(SERVER), asked::add).completion());
  }

  private void hear(long reading) {
    client.heard(new Promoted(TOKEN, reading));
  }

  private void answer(ServerCommand expected, Outcome outcome, long reading) throws Exception {
    Message<BusRecord> message = next();
    assertThat(message.body()).isEqualTo(expected);
    NodeBus.answer(message, new Answer(outcome, reading));
  }

  private Message<BusRecord> next() throws Exception {
    Message<BusRecord> message = asked.poll(10, TimeUnit.SECONDS);
    assertThat(message).as("a command within 10 s").isNotNull();
    return message;
  }

  /** Runs it on the one context that the client belongs to. */
  private <T> Future<T> on(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(turn -> call.get().onComplete(promise));
    return promise.future();
  }

  private <T> T await(Supplier<Future<T>> call) throws Exception {
    return on(call).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
