package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Publish;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Silence, stalls, pauses of our own, and queues that are full. */
class PatienceTest {
  private static final Message LARGE = new Publish("t", Bytes.wrap(new byte[100 * 1024]));
  private static final Message SMALL = new Publish("t", Bytes.EMPTY);

  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = new ToyServer(network, 1);
  private final ToyServer b = new ToyServer(network, 2);

  @Test
  void aPeerThatIsSilentForTheLimitIsClosedAndNotBefore() {
    Connection dialled = a.dial(b);
    cut(dialled);

    network.advance(Duration.ofSeconds(149));
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    network.advance(Duration.ofSeconds(3));

    assertThat(dialled.ending().reason()).isEqualTo(CloseReason.SILENT);
  }

  @Test
  void whoeverIsHeardIsNotSilent() {
    Connection dialled = a.dial(b);
    for (int i = 0; i < 4; i++) {
      network.advance(Duration.ofSeconds(100));
      b.send(b.permit(b.only()), SMALL);
      a.send(a.permit(dialled), SMALL);
    }

    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aPauseOfOurOwnIsNotCountedAsThePeersSilence() {
    Connection dialled = a.dial(b);
    network.advance(Duration.ofSeconds(60));

    network.pauseFor(Duration.ofMinutes(10));
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);

    network.advance(Duration.ofSeconds(80));
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    network.advance(Duration.ofSeconds(20));
    assertThat(dialled.ending().reason()).isEqualTo(CloseReason.SILENT);
  }

  @Test
  void aWriteThatMakesNoProgressForItsGraceClosesTheConnection() {
    Connection dialled = a.dial(b);
    a.socketOf(dialled).stuck = true;
    a.send(a.permit(dialled), SMALL);

    network.advance(Duration.ofMillis(9_900));
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
    network.advance(Duration.ofMillis(300));

    assertThat(dialled.ending().reason()).isEqualTo(CloseReason.STALLED);
  }

  @Test
  void aFullQueueRefusesAndClosesNothingAndPingsStillGetThrough() {
    Connection dialled = a.dial(b);
    a.socketOf(dialled).stuck = true;
    assertThat(a.send(a.permit(dialled), LARGE)).isEqualTo(Outcome.WRITTEN);
    assertThat(a.send(a.permit(dialled), LARGE)).isEqualTo(Outcome.WRITTEN);
    assertThat(a.send(a.permit(dialled), LARGE)).isEqualTo(Outcome.FULL);

    assertThat(a.server().commands().ping(a.permit(dialled), 1, network.now()))
        .isEqualTo(Outcome.WRITTEN);
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void theLastWordDoesNotWaitForAWriteThatIsInFlight() {
    Connection dialled = a.dial(b);
    a.socketOf(dialled).untold = true;
    a.send(a.permit(dialled), SMALL);
    a.server().close(a.permit(dialled), CloseReason.ROTATION, network.now());
    network.settle();

    assertThat(b.endings)
        .extracting(ServerPort.Ending::reason)
        .containsExactly(CloseReason.ROTATION);
  }

  @Test
  void thereIsRoomAgainOnceTheKernelHasTakenTheBytes() {
    Connection dialled = a.dial(b);
    for (int i = 0; i < 20; i++) {
      assertThat(a.send(a.permit(dialled), LARGE)).isEqualTo(Outcome.WRITTEN);
    }
    assertThat(a.server().queuedBytes()).isZero();
    assertThat(b.received).hasSize(20);
  }

  @Test
  void theQueuesOfAllConnectionsTogetherAreBounded() {
    ServerOptions.Queues tiny =
        new ServerOptions.Queues(256 * 1024, 150 * 1024, 4096, 64, 256 * 1024);
    ToyServer c = new ToyServer(network, 3, 3, ServerOptions.at(a.address()).withQueues(tiny));
    Connection toA = c.dial(a);
    Connection toB = c.dial(b);
    c.socketOf(toA).stuck = true;
    c.socketOf(toB).stuck = true;

    assertThat(c.send(c.permit(toA), LARGE)).isEqualTo(Outcome.WRITTEN);
    assertThat(c.send(c.permit(toB), LARGE)).isEqualTo(Outcome.FULL);

    c.server().closedown().closeAll(network.now());
    network.advance(Duration.ofSeconds(1));
    assertThat(c.server().queuedBytes()).isZero();
  }

  @Test
  void readingPausesWhenGossipDoesNotKeepUpAndGoesOnWhenItDoes() {
    Connection dialled = a.dial(b);
    b.gossipTakes = false;
    for (int i = 0; i < 70; i++) {
      a.send(a.permit(dialled), SMALL);
    }
    assertThat(b.received).hasSize(64);

    for (int i = 0; i < 64; i++) {
      b.server().taken(b.only(), 9, network.now());
    }
    network.settle();
    assertThat(b.received).hasSize(70);
  }

  @Test
  void afterASecondOfThatGossipIsShedAndPingsAreAnswered() {
    Connection dialled = a.dial(b);
    b.gossipTakes = false;
    for (int i = 0; i < 70; i++) {
      a.send(a.permit(dialled), SMALL);
    }
    a.server().commands().ping(a.permit(dialled), 5, network.now());
    network.settle();
    assertThat(a.received).isEmpty();

    network.advance(Duration.ofMillis(1_100));

    assertThat(a.received).containsExactly(new NoncePong(5));
    assertThat(b.received).hasSize(64);
    assertThat(b.server().counters().list()).containsEntry("shed", 6L);
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aDialThatNobodyAnswersEndsInTime() {
    Connection dialled = a.server().dial(b.address(), network.now());
    network.pauseFor(Duration.ofSeconds(4));

    assertThat(a.said).contains("dial failed DIAL_TIMEOUT");
    assertThat(dialled.state()).isEqualTo(ConnectionState.CLOSED);
  }

  private void cut(Connection connection) {
    a.socketOf(connection).cut = true;
    b.socketOf(b.only()).cut = true;
  }
}
