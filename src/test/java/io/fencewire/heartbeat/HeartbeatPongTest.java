package io.fencewire.heartbeat;

import static io.fencewire.heartbeat.Connections.connection;
import static io.fencewire.heartbeat.Connections.plainConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.heartbeat.Heartbeat.State;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.Rtt;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Pong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which Pongs are believed, and what is measured by them. Readings are of the server's clock. */
class HeartbeatPongTest {
  private static final Pong PLAIN = new Pong(Pong.Fork.NO_FORK);

  private final RecordingPort port = new RecordingPort();
  private final Heartbeats heartbeats =
      new Heartbeats(HeartbeatOptions.DEFAULT, new SplittableRandom(1), port);
  private ConnectionToken token = connection(1).token();
  private long now;

  @Test
  void theRoundTripIsFromTheWrittenPingToItsPong() {
    live(connection(1));
    ping();
    written(1_000);
    pong(nonce(), 1_700);
    assertThat(heartbeats.rtts().get(token)).isEqualTo(new Rtt(700, 700, 700));
    assertThat(port.measured).containsExactly(new Rtt(700, 700, 700));
    assertPongs(1, 0);
  }

  @Test
  void theOrderOfThePongAndTheAnswerDoesNotMatter() {
    live(connection(1));
    ping();
    pong(nonce(), 1_700);
    assertThat(heartbeats.rtts().get(token)).isNull();
    assertThat(heartbeats.outstanding()).isZero();
    written(1_000);
    assertThat(heartbeats.rtts().get(token)).isEqualTo(Rtt.first(700));
    assertPongs(1, 0);
  }

  @Test
  void timesAddUpOverPings() {
    live(connection(1));
    ping();
    written(1_000);
    pong(nonce(), 1_800);
    ping();
    written(5_000);
    pong(nonce(), 6_600);
    assertThat(heartbeats.rtts().get(token)).isEqualTo(new Rtt(1_600, 800, 900));
  }

  @Test
  void aWrongNonceAZeroAndAPlainPongAreCountedAndChangeNothing() {
    live(connection(1));
    ping();
    written(1_000);
    pong(nonce() + 1, 1_100);
    pong(0, 1_200);
    receive(PLAIN, 1_300);
    assertThat(port.states).containsEntry(token, State.WRITTEN);
    assertPongs(0, 3);
    pong(nonce(), 1_700);
    assertThat(heartbeats.rtts().get(token)).isEqualTo(Rtt.first(700));
  }

  @Test
  void aNonceIsNeverZero() {
    SplittableRandom seldom = new SplittableRandom(5);
    int[] zeros = {3};
    Pace pace = new Pace(HeartbeatOptions.DEFAULT, () -> zeros[0]-- > 0 ? 0 : seldom.nextLong());
    assertThat(pace.nonce()).isNotZero();
  }

  @Test
  void aRepeatedPongIsRefused() {
    live(connection(1));
    ping();
    pong(nonce(), 1_700);
    pong(nonce(), 1_600);
    written(1_000);
    pong(nonce(), 9_000);
    assertThat(heartbeats.rtts().get(token)).isEqualTo(Rtt.first(700));
    assertPongs(1, 2);
  }

  @Test
  void anUnsolicitedPongIsRefusedInEveryState() {
    live(plainConnection(1));
    receive(PLAIN, 10);
    heartbeats.received(new ConnectionToken(token.serverId(), 99), PLAIN, 20, now);
    heartbeats.prepare(plainConnection(2), new Lease(1), now);
    heartbeats.received(plainConnection(2).token(), PLAIN, 30, now);
    assertPongs(0, 3);
    assertThat(port.measured).isEmpty();
  }

  @Test
  void aLateNonceAnswersNothing() {
    live(connection(1));
    ping();
    long late = nonce();
    written(1_000);
    ping();
    written(21_000);
    pong(late, 21_010);
    assertPongs(0, 1);
    pong(nonce(), 21_500);
    assertThat(heartbeats.rtts().get(token))
        .as("the nonce leaves no doubt")
        .isEqualTo(Rtt.first(500));
    assertThat(heartbeats.counters()).containsEntry("missed", 1L);
  }

  @Test
  void aLatePlainPongAnswersButIsNoMeasure() {
    live(plainConnection(1));
    ping();
    written(1_000);
    ping();
    written(21_000);
    receive(PLAIN, 21_001);
    assertThat(heartbeats.rtts().get(token)).isNull();
    assertThat(heartbeats.outstanding()).isZero();
    ping();
    written(41_000);
    receive(PLAIN, 41_300);
    assertThat(heartbeats.rtts().get(token)).isEqualTo(Rtt.first(300));
    assertPongs(2, 0);
  }

  @Test
  void aPlainPingOfUnknownFateMakesTheNextPongAmbiguousToo() {
    live(plainConnection(1));
    ping();
    tell(Outcome.UNKNOWN, 0);
    ping();
    written(21_000);
    receive(PLAIN, 21_001);
    assertThat(heartbeats.rtts().get(token)).isNull();
    assertPongs(1, 0);
  }

  @Test
  void aPongReadBeforeItsPingWasWrittenIsNotItsAnswer() {
    live(plainConnection(1));
    ping();
    receive(PLAIN, 999);
    written(1_000);
    assertThat(port.states).containsEntry(token, State.WRITTEN);
    receive(PLAIN, 998);
    assertPongs(0, 2);
    receive(PLAIN, 1_250);
    assertThat(heartbeats.rtts().get(token)).isEqualTo(Rtt.first(250));
  }

  @Test
  void aPongWhoseAnswerNeverComesStillCounts() {
    live(connection(1));
    ping();
    pong(nonce(), 1_700);
    ping();
    pong(nonce(), 21_700);
    tell(Outcome.UNKNOWN, 0);
    assertThat(heartbeats.rtts().get(token)).isNull();
    assertPongs(2, 0);
    assertThat(heartbeats.counters()).containsEntry("missed", 0L);
  }

  @Test
  void aPongToAPingThatWasNeverWrittenIsRefused() {
    live(plainConnection(1));
    ping();
    receive(PLAIN, 1_700);
    tell(Outcome.FULL, 1_800);
    assertThat(port.states).containsEntry(token, State.RESTING);
    assertPongs(0, 1);
  }

  @Test
  void aSecondAnswerToOnePingIsIgnored() {
    live(connection(1));
    ping();
    written(1_000);
    written(1_400);
    tell(Outcome.FULL, 1_500);
    pong(nonce(), 1_700);
    written(1_800);
    assertThat(heartbeats.rtts().get(token)).isEqualTo(Rtt.first(700));
    assertThat(port.states).containsEntry(token, State.RESTING);
  }

  private void live(PeerConnection connection) {
    token = connection.token();
    heartbeats.prepare(connection, new Lease(1), now);
    heartbeats.promoted(token, now);
  }

  private void ping() {
    now = port.takeTimer(token);
    heartbeats.due(token, now);
  }

  private long nonce() {
    return port.lastPing().nonce();
  }

  private void written(long reading) {
    tell(Outcome.WRITTEN, reading);
  }

  private void tell(Outcome outcome, long reading) {
    heartbeats.answered(port.lastPing(), outcome, reading, now);
  }

  private void pong(long nonce, long reading) {
    receive(new NoncePong(nonce), reading);
  }

  private void receive(Message message, long reading) {
    heartbeats.received(token, message, reading, now);
  }

  private void assertPongs(long taken, long refused) {
    assertThat(heartbeats.counters())
        .containsEntry("pongs", taken)
        .containsEntry("pongs_refused", refused);
  }
}
