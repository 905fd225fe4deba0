package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.handshake.Profile;
import io.fencewire.handshake.Protocol;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockLocators;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Frame;
import io.fencewire.wire.SampleChain;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pings that name thousands of blocks do what short ones do. */
class LongPingTest {
  private static final Bytes FIRST = Bytes.parse("ab".repeat(32));
  private static final BlockLocators MANY = SampleChain.upTo(23_000_000, FIRST);
  private static final Profile ALEO = new Profile(
      "aleo", Protocol.ALEO, Bytes.wrap(new byte[280]), Bytes.wrap(new byte[32]), FIRST);

  private final ToyNetwork network = new ToyNetwork();

  @Test
  void aProbeNamesTheBlocksAndItsAnswerKeepsTheOlderConnection() {
    ToyServer a = server(1, 1);
    ToyServer b = server(2, 2);
    Connection older = b.dial(a);
    Connection probed = a.only();
    assertThat(a.server().chain().blocks().tell(MANY, a.now())).isEmpty();
    network.advance(Duration.ofSeconds(10));
    server(3, 2).dial(a);
    assertThat(older.questions().chain().height()).isEqualTo(23_000_000);
    assertThat(probed.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(a.endings)
        .extracting(ServerPort.Ending::reason)
        .containsExactly(CloseReason.ALREADY_CONNECTED);
  }

  @Test
  void whereTheQueueIsFullAShortProbeGoesOutInItsPlace() {
    ToyServer a = server(1, 1);
    ToyServer b = server(2, 2);
    b.dial(a);
    Connection probed = a.only();
    a.server().chain().blocks().tell(MANY, a.now());
    network.advance(Duration.ofSeconds(10));
    a.socketOf(probed).stuck = true;
    assertThat(probed.outbound().offer(new byte[256 * 1024])).isEqualTo(Outcome.WRITTEN);
    server(3, 2).dial(a);
    assertThat(probed.contender()).as("it is probed").isNotNull();
    int ping = Frame.encode(ALEO.ping(NodeType.CLIENT)).length;
    assertThat(probed.outbound().bytes()).isEqualTo(256 * 1024 + ping);
  }

  private ToyServer server(int number, int key) {
    ListenAddress address = new ListenAddress("127.0.0.1", 4000 + number);
    return new ToyServer(
        network, number, key, ServerOptions.at(address).withProfile(ALEO, NodeType.CLIENT));
  }
}
