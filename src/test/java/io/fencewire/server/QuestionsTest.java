package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.NodeType;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import org.junit.jupiter.api.Test;

/** Which pongs show that a peer that is probed is there now. */
class QuestionsTest {
  private final Questions questions = new Questions();

  @Test
  void thePongToAnEarlierPingIsNoSign() {
    questions.pinged(new NoncePing(1));
    questions.probed(new NoncePing(2));

    questions.answered(new NoncePong(1));
    assertThat(questions.takeProbeAnswered()).isFalse();
    questions.answered(new NoncePong(2));
    assertThat(questions.takeProbeAnswered()).isTrue();
  }

  @Test
  void thePongToALaterPingIsASignAsWell() {
    questions.probed(new NoncePing(2));
    questions.pinged(new NoncePing(3));

    questions.answered(new NoncePong(3));
    assertThat(questions.takeProbeAnswered()).isTrue();
  }

  @Test
  void pongsWithoutANonceAreKnownByTheirOrder() {
    Ping ping = new Ping(17, NodeType.CLIENT, null);
    Pong pong = new Pong(Pong.Fork.NO_FORK);
    questions.pinged(ping);
    questions.probed(ping);

    questions.answered(pong);
    assertThat(questions.takeProbeAnswered()).isFalse();
    questions.answered(pong);
    assertThat(questions.takeProbeAnswered()).isTrue();
  }
}
