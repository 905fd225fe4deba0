package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.handshake.Proof;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What handshakes have to prove is proved elsewhere, and may take its time. */
class ProofTest {
  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = new ToyServer(network, 1);
  private final ToyServer b = new ToyServer(network, 2);

  @Test
  void thePeerIsLiveOnceAllIsProvedAndOneStepAtATime() {
    b.busy = true;
    a.dial(b);
    assertThat(arrived().state()).isEqualTo(ConnectionState.HANDSHAKING);
    assertThat(a.live()).isEmpty();

    proveOne();
    assertThat(arrived().state()).as("its own signature").isEqualTo(ConnectionState.HANDSHAKING);
    proveOne();
    assertThat(b.live()).hasSize(1);
    assertThat(a.live()).hasSize(1);
    assertThat(b.proofs).isEmpty();
  }

  @Test
  void whatComesMeanwhileWaitsAndIsTakenInItsTurn() {
    b.busy = true;
    Connection dialled = a.dial(b);
    proveOne();
    a.socketOf(dialled).inject(Frame.encode(new Disconnect(9, 0)));
    assertThat(arrived().state()).isEqualTo(ConnectionState.HANDSHAKING);

    proveOne();
    assertThat(b.endings)
        .containsExactly(new ServerPort.Ending(CloseReason.SHUTDOWN, CloseOrigin.PEER, ""));
    assertThat(b.server().table().size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aResultForAConnectionThatIsGoneIsDropped(int provedBefore) {
    b.busy = true;
    a.dial(b);
    for (int i = 0; i < provedBefore; i++) {
      proveOne();
    }
    Connection gone = arrived();
    a.server().closedown().closeAll(network.now());
    network.advance(Duration.ofSeconds(1));
    assertThat(b.server().table().size()).isZero();
    assertThat(b.strangers).hasSize(1);

    proveOne();
    assertThat(b.live()).isEmpty();
    assertThat(b.said).isEmpty();
    assertThat(b.strangers).hasSize(1);
    assertThat(b.server().table().size()).isZero();
    assertThat(b.server().queuedBytes()).isZero();
    assertThat(gone.handshake().isProving()).isTrue();
  }

  @Test
  void aHandshakeThatRanOutOfTimeMeanwhileStaysSo() {
    b.busy = true;
    a.dial(b);
    proveOne();
    network.advance(Duration.ofSeconds(4));
    proveOne();

    assertThat(b.strangers)
        .extracting(ServerPort.Ending::reason)
        .containsExactly(CloseReason.HANDSHAKE_TIMEOUT);
    assertThat(b.said).isEmpty();
    assertThat(b.server().table().size()).isZero();
    b.busy = false;
    a.dial(b);
    assertThat(b.live()).hasSize(1);
  }

  @Test
  void whoFindsNoRoomIsRefusedAndCounted() {
    b.busy = true;
    a.dial(b);
    b.proofs.clear();
    b.server().proved(arrived(), Proof.Result.undone("no room"), network.now());
    network.settle();

    assertThat(b.strangers)
        .containsExactly(
            new ServerPort.Ending(CloseReason.PENDING_FULL, CloseOrigin.SERVER, "no room"));
    assertThat(b.server().counters().list()).containsEntry("closes.pending_full", 1L);
    assertThat(b.server().table().size()).isZero();
  }

  private Connection arrived() {
    return b.server().table().list().get(0);
  }

  private void proveOne() {
    assertThat(b.proofs).hasSize(1);
    b.proofs.remove().run();
    network.settle();
  }
}
