package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.BusRecord;
import io.fencewire.bus.NodeBus;
import io.fencewire.bus.PeerEvent;
import io.fencewire.bus.ServerAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.wire.Message;
import io.fencewire.wire.Pong;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real event bus with one fake server on it, that answers as the test says. */
class LateSendsTest {
  private static final long SEED = 7;
  private static final PeerConnection CONNECTION = Story.facts(1, 0, 1, Direction.OUTBOUND);
  private static final PeerConnection OTHER = Story.facts(2, 0, 2, Direction.OUTBOUND);
  private static final Message MESSAGE = new Pong(Pong.Fork.NONE);
  private static final long HOUR_MILLIS = 3_600_000;

  private final Vertx vertx = Vertx.vertx();
  private final NodeBus bus = new NodeBus(vertx, "late");
  private final String server = bus.addresses().server(CONNECTION.token().serverId());
  private final List<BusRecord> arrived = new ArrayList<>();
  private Outcome outcome = Outcome.WRITTEN;

  @BeforeEach
  void startServer() {
    bus.listen(server, message -> {
      BusRecord command = message.body();
      arrived.add(command);
      if (command instanceof ServerCommand.FanOut fan) {
        List<Outcome> outcomes = new ArrayList<>(List.of(Outcome.STALE));
        fan.targets().stream().skip(1).forEach(target -> outcomes.add(outcome));
        NodeBus.answer(message, new ServerAnswer.FanOutAnswer(outcomes, 0));
      } else {
        NodeBus.answer(message, new ServerAnswer.Answer(outcome, 0));
      }
    });
  }

  @AfterEach
  void close() throws TimeoutException {
    await(vertx.close());
  }

  @Test
  void nothingIsHeldBackIfNothingShallBe() throws TimeoutException {
    LateSends late = late(0, HOUR_MILLIS);
    for (int i = 0; i < 100; i++) {
      await(send(CONNECTION.token()));
    }
    assertThat(late.counts()).isEqualTo(new DevnetReport.Late(0, 0, 0, 0, 0, 0));
  }

  @Test
  void whatIsHeldBackArrivesLaterAndIsOvertaken() throws TimeoutException {
    LateSends late = late(1, HOUR_MILLIS);
    announceConnected(CONNECTION);
    Future<ServerAnswer> held = send(CONNECTION.token());
    await(ask(new ServerCommand.AskStats()));
    assertThat(arrived).containsExactly(new ServerCommand.AskStats());
    assertThat(held.isComplete()).isFalse();

    await(late.finish());
    assertThat(await(held)).isEqualTo(new ServerAnswer.Answer(Outcome.WRITTEN, 0));
    assertThat(arrived).hasSize(2);
    assertThat(late.counts()).isEqualTo(new DevnetReport.Late(1, 0, 0, 1, 0, 0));
  }

  @Test
  void aHeldBackSendGoesByItselfWhenItsTimeHasCome() throws TimeoutException {
    LateSends late = late(1, 30);
    announceConnected(CONNECTION);
    await(Future.all(send(CONNECTION.token()), ping(CONNECTION.token())));
    assertThat(late.counts()).isEqualTo(new DevnetReport.Late(2, 0, 0, 2, 0, 0));
  }

  @Test
  void theShareIsTheShare() throws TimeoutException {
    LateSends late = late(0.25, HOUR_MILLIS);
    announceConnected(CONNECTION);
    List<Future<ServerAnswer>> sends = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      sends.add(send(CONNECTION.token()));
    }
    await(late.finish());
    await(Future.all(sends));
    assertThat(late.counts().total()).as("seed %d", SEED).isBetween(200L, 300L);
    assertThat(late.counts().written()).isEqualTo(late.counts().total());
  }

  @Test
  void outcomesAreCounted() throws TimeoutException {
    LateSends late = late(1, 0);
    for (Outcome each : Outcome.values()) {
      outcome = each;
      await(send(OTHER.token()));
    }
    assertThat(late.counts()).isEqualTo(new DevnetReport.Late(9, 2, 1, 1, 5, 1));
  }

  @Test
  void everyTargetOfAFanOutCounts() throws TimeoutException {
    LateSends late = late(1, 0);
    announceConnected(OTHER);
    await(fanOut(CONNECTION.token(), OTHER.token(), CONNECTION.token()));
    assertThat(late.counts()).isEqualTo(new DevnetReport.Late(3, 1, 0, 2, 0, 1));
  }

  @Test
  void writtenAfterTheEndWasAnnouncedIsWrong() throws TimeoutException {
    LateSends late = late(1, HOUR_MILLIS);
    announceConnected(CONNECTION);
    announceConnected(OTHER);
    Future<ServerAnswer> wrong = send(CONNECTION.token());
    Future<ServerAnswer> right = send(OTHER.token());
    bus.publish(
        bus.addresses().events(),
        new PeerEvent.Disconnected(CONNECTION, CloseReason.ROTATION, CloseOrigin.COMMAND));
    await(late.finish());
    await(Future.all(wrong, right));
    assertThat(late.counts()).isEqualTo(new DevnetReport.Late(2, 0, 0, 2, 0, 1));
  }

  @Test
  void afterTheFinishNothingIsHeldBack() throws TimeoutException {
    LateSends late = late(1, HOUR_MILLIS);
    await(late.finish());
    await(send(CONNECTION.token()));
    assertThat(late.counts().total()).isZero();
  }

  @Test
  void onlySoManyAreHeldBackAtATime() {
    LateSends late = late(1, 10_000 * HOUR_MILLIS);
    for (int i = 0; i < LateSends.HELD_MAX + 10; i++) {
      send(CONNECTION.token());
    }
    assertThat(late.counts().total()).isEqualTo(LateSends.HELD_MAX);
  }

  @Test
  void whatIsNeverAnsweredEndsAsOther() throws TimeoutException {
    LateSends late = late(1, HOUR_MILLIS);
    bus.ask("nobody.is.here", ping(), 10_000, BusRecord.class);
    await(late.finish());
    assertThat(late.counts()).isEqualTo(new DevnetReport.Late(1, 0, 0, 0, 1, 0));
  }

  private LateSends late(double share, long holdMaxMillis) {
    LateSends late = new LateSends(vertx, share, holdMaxMillis, new SplittableRandom(SEED));
    late.begin();
    return late;
  }

  private void announceConnected(PeerConnection connection) {
    bus.publish(bus.addresses().events(), new PeerEvent.Connected(connection));
  }

  private Future<ServerAnswer> send(ConnectionToken token) {
    return ask(new ServerCommand.Send(token, Lease.NONE, 0, MESSAGE));
  }

  private static ServerCommand ping() {
    return new ServerCommand.SendPing(CONNECTION.token(), Lease.NONE, 0, 1);
  }

  private Future<ServerAnswer> ping(ConnectionToken token) {
    return ask(new ServerCommand.SendPing(token, Lease.NONE, 0, 1));
  }

  private Future<ServerAnswer> fanOut(ConnectionToken... tokens) {
    List<ServerCommand.Target> targets = new ArrayList<>();
    for (ConnectionToken token : tokens) {
      targets.add(new ServerCommand.Target(token, Lease.NONE));
    }
    return ask(new ServerCommand.FanOut(targets, 0, MESSAGE));
  }

  private Future<ServerAnswer> ask(ServerCommand command) {
    return bus.ask(server, command, 10_000, ServerAnswer.class);
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.SECONDS);
  }
}
