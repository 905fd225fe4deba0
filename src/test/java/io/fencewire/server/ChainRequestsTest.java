package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.handshake.Profile;
import io.fencewire.handshake.Protocol;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.BlockRequest;
import io.fencewire.wire.BlockResponse;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.Frame;
import io.fencewire.wire.Message;
import io.fencewire.wire.PuzzleRequest;
import io.fencewire.wire.PuzzleResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that an application alone can answer, in a server of an Aleo network. */
class ChainRequestsTest {
  private static final Bytes HASH = Bytes.wrap(new byte[32]);
  private static final Message PUZZLE = new PuzzleResponse(HASH, Bytes.wrap(new byte[280]));
  private static final Profile ALEO =
      new Profile("aleo", Protocol.ALEO, Bytes.wrap(new byte[280]), HASH, null);

  private final ToyNetwork network = new ToyNetwork();

  @Test
  void anAnswerGoesOutThroughTheFenceOnceAndAStaleOneHarmsNobody() {
    ToyServer a = server(1, ALEO);
    ToyServer b = server(2, ALEO);
    Connection first = a.dial(b);
    Commands.Permit old = a.permit(first);
    ask(a, first, new BlockRequest(7, 8));
    a.server().close(old, io.fencewire.peer.CloseReason.REQUESTED, a.now());
    network.settle();
    Connection second = a.dial(b);
    ask(a, second, new BlockRequest(7, 8));
    assertThat(a.send(old, response(7, 10))).isEqualTo(Outcome.STALE);
    assertThat(a.send(a.permit(second), response(9, 10))).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(second.state()).isEqualTo(ConnectionState.LIVE);
    assertThat(second.questions().chain().openCount()).isEqualTo(1);
    assertThat(a.send(a.permit(second), PUZZLE)).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(a.send(a.permit(second), new BlockRequest(1, 2))).isEqualTo(Outcome.UNSUPPORTED);
  }

  @Test
  void whatCanNeverLeaveIsTooLargeAndMayBeAnsweredWithLess() {
    ToyServer a = server(1, ALEO);
    Connection connection = a.dial(server(2, ALEO));
    ask(a, connection, new BlockRequest(7, 8));
    int most = 256 * 1024 - 4 - 2 - 8 - 5;
    assertThat(a.send(a.permit(connection), response(7, most + 1))).isEqualTo(Outcome.TOO_LARGE);
    assertThat(send(a, connection, response(7, most))).isEqualTo(Outcome.WRITTEN);
    assertThat(send(a, connection, response(7, 1))).isEqualTo(Outcome.UNSUPPORTED);
  }

  @Test
  void everyBoundHasItsCounter() {
    ToyServer a = server(1, ALEO);
    Connection connection = a.dial(server(2, ALEO));
    for (int i = 1; i <= 20; i++) {
      ask(a, connection, new BlockRequest(i, i + 1));
    }
    ask(a, connection, new BlockRequest(1, 100));
    a.server().chain().requests().unheard(connection, new BlockRequest(1, 2));
    network.advance(Duration.ofSeconds(20));
    ask(a, connection, new PuzzleRequest());
    assertThat(a.server().chain().requests().open(a.server().table().listHeld(), a.now()))
        .isEqualTo(1);
    Map<String, Long> counted = a.server().counters().list();
    assertThat(counted)
        .containsEntry("requests_asked", 17L)
        .containsEntry("requests_refused", 5L)
        .containsEntry("requests_unheard", 1L)
        .containsEntry("requests_unanswered", 15L)
        .containsEntry("ignored", 0L);
    assertThat(connection.state()).isEqualTo(ConnectionState.LIVE);
  }

  @Test
  void inAPrivateNetworkARequestIsPassedOverAndNobodyAnswersOne() {
    ToyServer a = server(1, Profile.ofPrivate("ours"));
    Connection connection = a.dial(server(2, Profile.ofPrivate("ours")));
    ask(a, connection, new PuzzleRequest());
    assertThat(a.server().counters().list())
        .containsEntry("ignored", 1L)
        .containsEntry("requests_asked", 0L);
    assertThat(a.send(a.permit(connection), PUZZLE)).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(connection.state()).isEqualTo(ConnectionState.LIVE);
    ask(a, connection, new BlockRequest(1, 2));
    assertThat(connection.state()).as("as ever").isNotEqualTo(ConnectionState.LIVE);
  }

  @ParameterizedTest
  @CsvSource({"17, 0, true", "22, 0, true", "22, 12, false", "23, 12, true", "33, 21, true"})
  void aPeerIsSentTheFormThatItKnows(long version, int consensus, boolean sent) {
    BlockResponse response = new BlockResponse(1, 2, Bytes.wrap(new byte[200_000]), consensus);
    assertThat(Protocol.ALEO.refusal(response, 200_015, version, false))
        .isEqualTo(sent ? null : Outcome.UNSUPPORTED);
  }

  /** The toy at the other end takes no blocks, so nothing of what is sent is carried there. */
  private static Outcome send(ToyServer server, Connection connection, Message message) {
    return server
        .server()
        .commands()
        .send(server.permit(connection), message, Frame.encode(message), server.now());
  }

  private static void ask(ToyServer server, Connection connection, Message request) {
    server.server().received(connection, Frame.encode(request), server.now());
  }

  private static BlockResponse response(long height, int size) {
    return new BlockResponse(height, height + 1, Bytes.wrap(new byte[size]));
  }

  private ToyServer server(int number, Profile profile) {
    ListenAddress address = new ListenAddress("127.0.0.1", 4000 + number);
    return new ToyServer(
        network, number, number, ServerOptions.at(address).withProfile(profile, NodeType.CLIENT));
  }
}
