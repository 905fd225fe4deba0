package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.PeerResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One PeerResponse for each PeerRequest, however often the refresher or the bus says it. */
class PeerAnswersTest {
  private final ToyNetwork network = new ToyNetwork();
  private final ToyServer a = new ToyServer(network, 1);
  private final ToyServer b = new ToyServer(network, 2);

  @Test
  void aSecondAnswerToOneQuestionIsNotWritten() {
    Connection dialled = a.dial(b);
    a.send(a.permit(dialled), new PeerRequest());

    assertThat(answer()).isEqualTo(Outcome.WRITTEN);
    assertThat(answer()).isEqualTo(Outcome.UNSUPPORTED);

    assertThat(a.received).containsExactly(new PeerResponse(List.of()));
    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void anAnswerToNoQuestionIsNotWritten() {
    Connection dialled = a.dial(b);

    assertThat(answer()).isEqualTo(Outcome.UNSUPPORTED);

    assertThat(dialled.state()).isEqualTo(ConnectionState.LIVE);
  }

  private Outcome answer() {
    return b.send(b.permit(b.only()), new PeerResponse(List.of()));
  }
}
