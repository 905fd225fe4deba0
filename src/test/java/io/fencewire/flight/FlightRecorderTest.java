package io.fencewire.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.flight.Note.Began;
import io.fencewire.flight.Note.Connected;
import io.fencewire.flight.Note.Order;
import io.fencewire.peer.Direction;
import io.fencewire.peer.Lease;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept, in which order, and what is forgotten. */
class FlightRecorderTest {
  private static final Began BEGAN =
      new Began(Direction.INBOUND, new ListenAddress("127.0.0.1", 1));

  private final FlightRecorder recorder = new FlightRecorder(3);

  @Test
  void eachLaneForgetsItsOldestAndNoOther() {
    live(new Connected());
    for (int i = 0; i < 10; i++) {
      live(Recorded.send(1, Outcome.WRITTEN));
      recorder.note(i, 5, null, null, BEGAN);
    }
    live(new Connected());

    assertThat(recorder.entries())
        .extracting(Entry::number)
        .containsExactly(1L, 16L, 17L, 18L, 19L, 20L, 21L, 22L);
    assertThat(recorder.size()).isEqualTo(8);
    assertThat(recorder.dropped())
        .isEqualTo(Map.of(Lane.APPROACH, 7L, Lane.LIFE, 0L, Lane.TRAFFIC, 7L));
  }

  @Test
  void aCommandThatClosesIsPartOfALifeUnlessItWasRefused() {
    List<Note> notes = List.of(
        Recorded.command(Order.CLOSE, 1, Lease.NONE, 5, Outcome.WRITTEN),
        Recorded.command(Order.YIELD, 1, Lease.NONE, 5, Outcome.WRITTEN),
        Recorded.command(Order.CLOSE, 1, Lease.NONE, 5, Outcome.STALE));
    notes.forEach(this::live);

    assertThat(recorder.entries())
        .extracting(Entry::lane)
        .containsExactly(Lane.LIFE, Lane.LIFE, Lane.TRAFFIC);
  }

  private void live(Note note) {
    recorder.note(7, 1, Recorded.token(1), Recorded.PEER, note);
  }
}
