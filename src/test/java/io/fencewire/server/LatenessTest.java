package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Role;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Publish;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lateness of our own that is too short to be seen, or has another reason than a pause. */
class LatenessTest {
  private static final Message SMALL = new Publish("t", Bytes.EMPTY);
  private static final long SECOND = 1_000_000_000L;

  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = new ToyServer(network, 1);
  private final ToyServer b = new ToyServer(network, 2);

  @Test
  void whatWasHeardInAPauseTooShortToBeSeenIsReadBeforeThePeerIsCalledSilent() {
    Connection dialled = a.dial(b);
    network.advance(Duration.ofSeconds(149));
    a.send(a.permit(dialled), SMALL);
    b.server().commands().send(b.permit(b.only()), SMALL, Frame.encode(SMALL), network.now());

    network.pauseFor(Duration.ofMillis(1_900));
    network.advance(Duration.ofSeconds(1));

    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aWriteThatLeftInAPauseTooShortToBeSeenIsNotCalledStalled() {
    Connection dialled = a.dial(b);
    a.socketOf(dialled).untold = true;
    a.send(a.permit(dialled), SMALL);
    network.advance(Duration.ofSeconds(9));
    network.later(() -> a.server().written(dialled, network.now()));

    network.pauseFor(Duration.ofMillis(1_900));
    network.advance(Duration.ofSeconds(1));

    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aWriteThatLeftInAPauseBetweenTwoLooksIsNotCalledStalled() {
    Connection dialled = a.dial(b);
    a.socketOf(dialled).untold = true;
    a.send(a.permit(dialled), SMALL);
    network.advance(Duration.ofMillis(10_005)); // the first look was after 10 s
    network.later(() -> a.server().written(dialled, network.now()));

    network.pauseFor(Duration.ofSeconds(30));
    network.advance(Duration.ofSeconds(1));

    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void aPeerThatFilledUsBeforeWeWereLiveIsReadAgainASecondAfter() {
    b.silent.add(Role.GOSSIP);
    b.gossipTakes = false;
    Connection dialled = a.dial(b);
    for (int i = 0; i < 70; i++) {
      a.send(a.permit(dialled), SMALL);
    }
    a.server().commands().ping(a.permit(dialled), 5, network.now());

    network.advance(Duration.ofMillis(2_100));
    assertThat(b.only().state()).isEqualTo(ConnectionState.LIVE);
    assertThat(a.received).isEmpty();
    network.advance(Duration.ofSeconds(1));

    assertThat(a.received).containsExactly(new NoncePong(5));
    assertThat(b.server().counters().list()).containsEntry("read_pauses", 1L);
  }

  @Test
  void aPeerThatWeDoNotReadIsNotBlamedForAProbe() {
    LocalHealth health = new LocalHealth(0);
    Vigil vigil = new Vigil(health);
    vigil.pauseReading(0);
    vigil.probed(SECOND);
    health.tick(SECOND);
    health.tick(2 * SECOND);
    assertThat(vigil.probedNanos(2 * SECOND)).isZero();

    vigil.resumeReading(2 * SECOND);
    health.tick(3 * SECOND);
    assertThat(vigil.probedNanos(3 * SECOND)).isEqualTo(SECOND);

    vigil.pauseReading(3 * SECOND);
    health.tick(4 * SECOND);
    assertThat(vigil.probedNanos(4 * SECOND)).isEqualTo(SECOND);
  }
}
