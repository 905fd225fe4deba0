package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fencewire.bus.NodeBus;
import io.fencewire.bus.RoleAnswer.RoleStats;
import io.fencewire.bus.RoleQuestion;
import io.fencewire.bus.ServerCommand;
import io.fencewire.bus.ServerCommand.CloseConnection;
import io.fencewire.bus.ServerCommand.Connect;
import io.fencewire.bus.ServerCommand.Send;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Role;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.PeerResponse;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
@Timeout(30)
class RefreshVerticleTest {
  private static final String NODE = "one";
  private static final Map<String, Long> NOTHING =
      Map.of("timers", 0L, "book", 0L, "servers", 0L, "dialing", 0L);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir
  private Path directory;

  private Vertx vertx;
  private FakeServer server;

  @BeforeEach
  void startTheServer(Vertx given) throws Exception {
    vertx = given;
    server = new FakeServer(given, NODE);
  }

  @Test
  void itMakesBeforeItBreaks() throws Exception {
    ConnectionToken first = server.live(1);
    ConnectionToken second = server.live(2);
    deploy(options(SHORT, List.of(address(9)), null));

    List<ServerCommand> dials = server.awaitCommand(Connect.class::isInstance);
    assertThat(dials).noneMatch(CloseConnection.class::isInstance);
    assertThat(dials).last().matches(command -> isDial(command, 9));

    List<ServerCommand> closes = server.awaitCommand(CloseConnection.class::isInstance);
    CloseConnection close = (CloseConnection) closes.get(closes.size() - 1);
    assertThat(close.reason()).isEqualTo(CloseReason.ROTATION);
    assertThat(close.token()).isIn(first, second);
    assertThat(close.deadline() - System.nanoTime()).isPositive();
    server.awaitTicks(2);
    assertThat(stats().counters().get("rotations")).isPositive();
  }

  @Test
  void aReplacementThatCannotBeReachedCostsNobodyTheConnection() throws Exception {
    server.live(1);
    server.live(2);
    server.refuse(CloseReason.DIAL_FAILED);
    deploy(options(SHORT, List.of(address(9)), null));
    server.awaitCommand(Connect.class::isInstance);
    assertThat(server.awaitTicks(5)).noneMatch(CloseConnection.class::isInstance);
    assertThat(stats().counters().get("dial_failures")).isPositive();
  }

  @Test
  void itTellsAddressesOnlyWhenItIsAsked() throws Exception {
    ConnectionToken asker = server.live(1);
    server.live(2);
    deploy(options(LONG, List.of(), null));
    assertThat(server.awaitTicks(3)).noneMatch(RefreshVerticleTest::isResponse);

    server.receive(asker, new PeerRequest());
    List<ServerCommand> commands = server.awaitCommand(RefreshVerticleTest::isResponse);
    Send answer = (Send) commands.get(commands.size() - 1);
    assertThat(answer.token()).isEqualTo(asker);
    assertThat(answer.lease()).isEqualTo(Lease.NONE);
    assertThat(answer.message()).isEqualTo(new PeerResponse(List.of(address(2))));
    assertThat(server.awaitTicks(2)).noneMatch(RefreshVerticleTest::isResponse);
  }

  @Test
  void itAsksWhenItKnowsNobodyAndDialsWhatItIsTold() throws Exception {
    ConnectionToken teller = server.live(1);
    deploy(options(LONG, List.of(), null));
    server.awaitCommand(command -> command instanceof Send send
        && send.message() instanceof PeerRequest
        && send.token().equals(teller));
    server.receive(teller, new PeerResponse(List.of(address(5), Stage.SELF)));
    List<ServerCommand> commands = server.awaitCommand(Connect.class::isInstance);
    assertThat(commands).last().matches(command -> isDial(command, 5));
    assertThat(stats().counters()).containsEntry("asks", 1L).containsEntry("addresses_refused", 1L);
  }

  @Test
  void aPeerThatRotatedUsAwayIsNotDialledAgainSoon() throws Exception {
    server.live(1);
    ConnectionToken lost = server.live(2);
    deploy(options(LONG, List.of(), null));
    server.awaitTicks(2);
    server.end(lost, CloseReason.ROTATION, CloseOrigin.PEER);
    assertThat(server.awaitTicks(3)).noneMatch(Connect.class::isInstance);
  }

  @Test
  void aPeerThatDroppedUsIsDialledAgain() throws Exception {
    server.live(1);
    ConnectionToken lost = server.live(2);
    deploy(options(LONG, List.of(), null));
    server.awaitTicks(2);
    server.end(lost, CloseReason.SOCKET_CLOSED, CloseOrigin.SOCKET);
    List<ServerCommand> commands = server.awaitCommand(Connect.class::isInstance);
    assertThat(commands).last().matches(command -> isDial(command, 2));
  }

  @Test
  void theBookSurvivesARestart() throws Exception {
    Path book = directory.resolve("book.json");
    server.live(1);
    String id = deploy(options(LONG, List.of(), book));
    server.awaitTicks(2);
    undeploy(id);
    assertThat(book).content().contains(address(1).toString());

    server.end(new ConnectionToken(Stage.SERVER, 1), CloseReason.SHUTDOWN, CloseOrigin.SERVER);
    deploy(options(LONG, List.of(), book));
    List<ServerCommand> commands = server.awaitCommand(Connect.class::isInstance);
    assertThat(commands).last().matches(command -> isDial(command, 1));
  }

  @Test
  void aCorruptBookIsSetAsideAndTheStartGoesOn() throws Exception {
    Path book = directory.resolve("book.json");
    Files.writeString(book, "{\"version\":1,\"entr");
    deploy(options(LONG, List.of(), book));
    assertThat(directory.resolve("book.json.corrupt-1")).hasContent("{\"version\":1,\"entr");
    assertThat(stats().gauges()).containsEntry("book", 0L);
  }

  @Test
  void aBookThatCannotBeWrittenIsCountedAndHindersNothing() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    server.live(1);
    String id = deploy(options(LONG, List.of(), file.resolve("book.json")));
    server.awaitTicks(2);
    assertThat(stats().gauges()).containsEntry("book", 1L);
    undeploy(id);
    assertThat(file).isEmptyFile();
  }

  @Test
  void aBookThatIsADirectoryIsAnError() {
    assertThatThrownBy(() -> deploy(options(LONG, List.of(), directory)))
        .hasMessageContaining("is a directory");
  }

  @Test
  void aServerThatIsGoneFromTheBusIsForgotten() throws Exception {
    deploy(options(SHORT, List.of(), null));
    server.awaitTicks(1);
    assertThat(stats().gauges()).containsEntry("servers", 1L);
    server.stop();
    while (!stats().gauges().equals(NOTHING)) {
      Thread.onSpinWait();
    }
    assertThat(stats().counters()).containsEntry("unknown", 0L);
  }

  @Test
  void afterItsEndItAnswersNothing() throws Exception {
    undeploy(deploy(options(SHORT, List.of(), null)));
    assertThatThrownBy(this::stats).hasMessageContaining("No handlers");
  }

  private static boolean isDial(ServerCommand command, int number) {
    return command instanceof Connect connect && connect.target().equals(address(number));
  }

  private static boolean isResponse(ServerCommand command) {
    return command instanceof Send send && send.message() instanceof PeerResponse;
  }

  private static RefreshOptions options(
      Duration interval, List<DialTarget> bootstrap, @Nullable Path book) {
    return new RefreshOptions(1, 2, 4, interval, 0.2, bootstrap, List.of(), book, true, false);
  }

  private String deploy(RefreshOptions options) throws Exception {
    RefreshVerticle verticle =
        new RefreshVerticle(NODE, options, new SplittableRandom(5), System::nanoTime);
    return vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);
  }

  private void undeploy(String id) throws Exception {
    vertx.undeploy(id).await(10, TimeUnit.SECONDS);
  }

  private RoleStats stats() throws Exception {
    NodeBus bus = new NodeBus(vertx, NODE);
    return bus.ask(bus.addresses().role(Role.REFRESH), new RoleQuestion(), 5_000, RoleStats.class)
        .await(10, TimeUnit.SECONDS);
  }
}
