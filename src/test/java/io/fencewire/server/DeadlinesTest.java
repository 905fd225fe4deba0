package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.PeerId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One timer per connection, armed for the earliest of what it is due for. */
class DeadlinesTest {
  private final List<Object> armed = new ArrayList<>();
  private final Deadlines deadlines = new Deadlines(new Recorder(), note -> {});

  @Test
  void anEarlierDeadlineArmsTheTimerAnewAndALaterOneDoesNot() {
    deadlines.set(Wake.SILENCE, 100);
    deadlines.set(Wake.STALL, 10);
    deadlines.set(Wake.READING, 50);

    assertThat(armed).containsExactly(100L, 10L);
  }

  @Test
  void afterFiringItIsArmedForTheNext() {
    deadlines.set(Wake.SILENCE, 100);
    deadlines.set(Wake.STALL, 10);
    deadlines.fired();
    assertThat(deadlines.take(Wake.STALL, 10)).isTrue();
    assertThat(deadlines.take(Wake.STALL, 10)).as("taken once").isFalse();
    assertThat(deadlines.take(Wake.SILENCE, 99)).as("not due").isFalse();
    deadlines.rearm();

    assertThat(armed).containsExactly(100L, 10L, 100L);
  }

  @Test
  void whatWasClearedIsNotDue() {
    deadlines.set(Wake.STALL, 10);
    deadlines.clear(Wake.STALL);
    deadlines.fired();
    deadlines.rearm();

    assertThat(deadlines.take(Wake.STALL, 11)).isFalse();
    assertThat(armed).containsExactly(10L);
  }

  @Test
  void theEndCancelsTheTimer() {
    deadlines.set(Wake.FLUSH, 10);
    deadlines.end();
    deadlines.rearm();

    assertThat(armed).containsExactly(10L, "disarmed");
  }

  private final class Recorder implements SocketPort {
    @Override
    public void ownedBy(Connection connection) {}

    @Override
    public void write(List<byte[]> frames) {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void close() {}

    @Override
    public PeerId channelPeer() {
      return null;
    }

    @Override
    public void arm(long atNanos) {
      armed.add(atNanos);
    }

    @Override
    public void disarm() {
      armed.add("disarmed");
    }
  }
}
