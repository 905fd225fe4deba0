package io.fencewire.storm;

import static io.fencewire.Ear.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.bus.RoleMessage.Holding;
import io.fencewire.bus.ServerAnswer.ConnectAnswer;
import io.fencewire.bus.ServerCommand;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Outcome;
import io.fencewire.server.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes that dial each other at the same moment end up with one connection, and the same one. */
class DialStormTest {
  /** What the dial that loses may be told, by either end. */
  private static final Set<CloseReason> LOST = EnumSet.of(
      CloseReason.TIE_BREAK, CloseReason.ALREADY_CONNECTED, CloseReason.ALREADY_CONNECTING);

  /** Every other time, one of the two dials later by up to so much. */
  private static final long LATER_NANOS = 3_000_000;

  private final Random random = new Random(3331);
  private final Vertx vertx = Vertx.vertx();
  private StormNode alpha;
  private StormNode beta;
  private LiveSessions alphaSessions;
  private LiveSessions betaSessions;

  @AfterEach
  void stop() {
    alpha.close();
  }

  @Test
  void fiftySimultaneousDialsLeaveOneConnectionEach() {
    storm(Transport.PLAIN, 50);
  }

  @Test
  @Tag("storm")
  void aThousandSimultaneousDialsLeaveOneConnectionEach() {
    storm(Transport.PLAIN, StormSize.of("dials", 1_000));
  }

  @Test
  @Tag("storm")
  void overTlsTheyLeaveOneConnectionEachToo() {
    storm(Transport.TLS, StormSize.of("tlsDials", 300));
  }

  private void storm(Transport transport, int rounds) {
    alpha = new StormNode(vertx, "alpha", transport);
    beta = new StormNode(vertx, "beta", transport);
    alphaSessions = LiveSessions.of(alpha.bus());
    betaSessions = LiveSessions.of(beta.bus());
    Crowd.run(
        "simultaneous dials over " + transport, 1, rounds, (thread, number) -> dialAtOnce(number));

    long ties = alpha.counter("closes.tie_break") + beta.counter("closes.tie_break");
    System.out.printf("ties broken: %d in %d rounds%n", ties, rounds);
    assertThat(ties).as("rounds that were a tie").isGreaterThan(rounds / 2);
    assertThat(alphaSessions.wrong()).isEmpty();
    assertThat(betaSessions.wrong()).isEmpty();
  }

  private void dialAtOnce(int number) {
    Future<ConnectAnswer> there = dial(alpha, beta);
    if (number % 2 == 1) {
      LockSupport.parkNanos(
          random.nextLong(LATER_NANOS)); // into the middle of the other's handshake
    }
    Future<ConnectAnswer> back = dial(beta, alpha);
    List.of(await(there), await(back)).forEach(DialStormTest::checkAnswer);
    Patience.until(this::isOne, this::state);

    Holding held = alpha.holdings().holdings().get(0);
    assertThat(alphaSessions.now()).containsExactly(held.connection());
    assertThat(await(alpha.close(held.connection().token()))).isEqualTo(Outcome.WRITTEN);
    Patience.until(() -> isEmpty(alpha) && isEmpty(beta), this::state);
    Patience.until(
        () -> alphaSessions.now().isEmpty() && betaSessions.now().isEmpty(), this::state);
  }

  private static Future<ConnectAnswer> dial(StormNode from, StormNode to) {
    return from.ask(
        new ServerCommand.Connect(to.listening(), StormNode.deadline()), ConnectAnswer.class);
  }

  private static void checkAnswer(ConnectAnswer answer) {
    if (answer.token() == null) {
      assertThat(answer.refusal()).as(answer.toString()).isIn(LOST);
    }
  }

  /** Whether both have one connection, LIVE, announced and of the same session, and no other. */
  private boolean isOne() {
    List<Holding> here = alpha.holdings().holdings();
    List<Holding> there = beta.holdings().holdings();
    return isOneAt(alpha, here, alphaSessions)
        && isOneAt(beta, there, betaSessions)
        && here.get(0).connection().session() == there.get(0).connection().session();
  }

  private static boolean isOneAt(StormNode node, List<Holding> held, LiveSessions sessions) {
    return node.stats().gauges().get("connections") == 1
        && held.size() == 1
        && held.get(0).state() == ConnectionState.LIVE
        && sessions.now().equals(List.of(held.get(0).connection()));
  }

  private static boolean isEmpty(StormNode node) {
    return node.stats().gauges().get("connections") == 0
        && node.stats().gauges().get("sockets") == 0;
  }

  private String state() {
    return "alpha has %s, %s; beta has %s, %s"
        .formatted(alpha.stats(), alphaSessions.now(), beta.stats(), betaSessions.now());
  }
}
