package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.wire.Frame;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Pong;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnsweredPingsTest {
  private static final byte[] FIRST_PING = Frame.encode(new NoncePing(1));
  private static final byte[] SECOND_PING = Frame.encode(new NoncePing(2));
  private static final byte[] FIRST_PONG = Frame.encode(new NoncePong(1));
  private static final byte[] SECOND_PONG = Frame.encode(new NoncePong(2));

  private final AnsweredPings pings = new AnsweredPings();

  @Test
  void bytesThatAnswerNoPingAreNoAnswer() {
    pings.wrote(FIRST_PING, 10);
    pings.heard(SECOND_PING);
    pings.heard(Frame.encode(new Pong(Pong.Fork.NO_FORK)));

    assertThat(pings.ageNanos(20)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theAnswerToAnEarlierPingIsNotThatToTheLast() {
    pings.wrote(FIRST_PING, 10);
    pings.wrote(SECOND_PING, 50);
    pings.heard(FIRST_PONG);

    assertThat(pings.ageNanos(60)).isEqualTo(50);
  }

  @Test
  void aTornAnswerIsOneOnceAllOfItIsThere() {
    pings.wrote(FIRST_PING, 10);
    pings.wrote(SECOND_PING, 50);
    pings.heard(FIRST_PONG);
    pings.heard(Arrays.copyOf(SECOND_PONG, 9));
    assertThat(pings.ageNanos(60)).isEqualTo(50);

    pings.heard(Arrays.copyOfRange(SECOND_PONG, 9, SECOND_PONG.length));
    assertThat(pings.ageNanos(60)).isEqualTo(10);
  }
}
