package io.fencewire.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.flight.Note.Ended;
import io.fencewire.flight.Note.Order;
import io.fencewire.flight.Note.Timed;
import io.fencewire.flight.Note.Timing;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which ends nobody may cause, as the recorder says at the end itself. */
class WrongfulCloseTest {
  private static final long SECOND = 1_000_000_000L;

  private final FlightRecorder recorder = new FlightRecorder(16);

  @ParameterizedTest
  @CsvSource({
    "PROTOCOL_VIOLATION, SERVER",
    "SILENT, SERVER",
    "STALLED, SERVER",
    "SUPERSEDED, SERVER",
    "TIE_BREAK, SERVER",
    "NOT_ADMITTED, SERVER",
    "BANNED, COMMAND",
    "SHUTDOWN, COMMAND"
  })
  void whatAServerMayDoIsInOrder(CloseReason reason, CloseOrigin origin) {
    assertThat(objection(reason, origin)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatThePeerOrTheNetworkDoesIsNotOurs(CloseReason reason) {
    assertThat(objection(reason, CloseOrigin.PEER)).isEmpty();
    assertThat(objection(reason, CloseOrigin.SOCKET)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TOO_MANY_FAILURES", "NO_REASON_GIVEN", "DIAL_TIMEOUT", "PENDING_FULL", "ROTATION"})
  void aServerThatClosesALiveConnectionForAnythingElseIsWrong(CloseReason reason) {
    assertThat(objection(reason, CloseOrigin.SERVER))
        .hasValueSatisfying(says -> assertThat(says).contains(reason.name()));
  }

  @Test
  void aConnectionThatWasNotLiveMayEndAsItLikes() {
    Ended end = new Ended(false, CloseReason.TOO_MANY_FAILURES, CloseOrigin.SERVER, "");

    assertThat(recorder.objection(1, end)).isEmpty();
  }

  @Test
  void aCommandMustHaveNamedThisVeryConnection() {
    assertThat(objection(CloseReason.ROTATION, CloseOrigin.COMMAND)).isPresent();

    note(1, Recorded.command(Order.CLOSE, 1, Lease.NONE, 5, Outcome.STALE));
    assertThat(objection(CloseReason.ROTATION, CloseOrigin.COMMAND))
        .as("refused")
        .isPresent();

    note(1, Recorded.command(Order.CLOSE, 2, Lease.NONE, 5, Outcome.WRITTEN));
    assertThat(objection(CloseReason.ROTATION, CloseOrigin.COMMAND))
        .as("another's")
        .isPresent();

    note(1, Recorded.command(Order.CLOSE, 1, Lease.NONE, 5, Outcome.WRITTEN));
    assertThat(objection(CloseReason.ROTATION, CloseOrigin.COMMAND)).isEmpty();
  }

  @Test
  void aPeerIsNotBlamedForOurOwnLateness() {
    note(1, new Timed(Timing.FIRED, 7 * SECOND));
    assertThat(objection(CloseReason.SILENT, CloseOrigin.SERVER))
        .hasValueSatisfying(says -> assertThat(says).contains("3000 ms late"));
    assertThat(objection(CloseReason.PROTOCOL_VIOLATION, CloseOrigin.SERVER)).isEmpty();

    note(2, new Timed(Timing.FIRED, 7 * SECOND));
    note(1, new Timed(Timing.FIRED, 10 * SECOND));
    assertThat(objection(CloseReason.SILENT, CloseOrigin.SERVER)).isEmpty();
  }

  private void note(long connection, Note note) {
    recorder.note(10 * SECOND, connection, Recorded.token(connection), Recorded.PEER, note);
  }

  private Optional<String> objection(CloseReason reason, CloseOrigin origin) {
    return recorder.objection(1, new Ended(true, reason, origin, ""));
  }
}
