package io.fencewire.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.flight.Note.Became;
import io.fencewire.flight.Note.Connected;
import io.fencewire.flight.Note.Ended;
import io.fencewire.flight.Note.Leased;
import io.fencewire.flight.Note.Order;
import io.fencewire.flight.Note.Timed;
import io.fencewire.flight.Note.Timing;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionState;
import io.fencewire.peer.Lease;
import io.fencewire.peer.Outcome;
import io.fencewire.peer.Role;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each invariant is broken by a record that was doctored for it, and by no other one. */
class InvariantTest {
  @Test
  void aRecordOfWholeLivesBreaksNone() {
    assertThat(Invariant.check(Recorded.twoLives().record())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("doctored")
  void eachIsBrokenByItsOwnRecordAlone(Doctored doctored) {
    Recorded recorded = Recorded.twoLives();
    doctored.change.accept(recorded);

    assertThat(Invariant.check(recorded.record()))
        .extracting(Breach::invariant)
        .containsExactly(doctored.broken);
  }

  @ParameterizedTest
  @EnumSource
  void noneIsWithoutADoctoredRecord(Invariant invariant) {
    assertThat(doctored().map(Doctored::broken)).contains(invariant);
  }

  @Test
  void whereLivesWereForgottenNothingIsSaidThatNobodyCanKnow() {
    Recorded whole = Recorded.twoLives();
    for (int forgotten = 1; forgotten < whole.entries.size(); forgotten++) {
      Recorded recorded = Recorded.twoLives();
      forgetLives(recorded, forgotten);

      assertThat(Invariant.check(recorded.record(forgotten)))
          .as("without the first %s entries of lives", forgotten)
          .isEmpty();
    }
  }

  @Test
  void aBreachNamesItsEntryAndBothTokens() {
    Recorded recorded = new Recorded();
    recorded.live(1);
    recorded.note(1, Recorded.send(2, Outcome.WRITTEN));

    Breach breach = Invariant.check(recorded.record()).get(0);

    assertThat(breach.entry()).isEqualTo(recorded.entries.get(recorded.entries.size() - 1));
    assertThat(breach.says()).contains("for 2@9f3a01c2").contains("on 1@9f3a01c2");
  }

  private static void forgetLives(Recorded recorded, int count) {
    recorded.entries.stream()
        .filter(entry -> entry.lane() == Lane.LIFE)
        .limit(count)
        .toList()
        .forEach(recorded.entries::remove);
  }

  private static Stream<Doctored> doctored() {
    return Stream.concat(commands(), ends());
  }

  private static Stream<Doctored> commands() {
    return Stream.of(
        third(Invariant.OTHER_TOKEN, record -> {
          record.live(3);
          record.note(3, Recorded.send(1, Outcome.WRITTEN));
        }),
        third(Invariant.NOT_LIVE, record -> {
          record.begin(3);
          record.note(3, Recorded.send(3, Outcome.WRITTEN));
        }),
        third(Invariant.AFTER_THE_END, record -> record.note(2, Recorded.send(2, Outcome.WRITTEN))),
        third(
            Invariant.AFTER_THE_END,
            record -> record.note(1, new Timed(Timing.FIRED, record.now()))),
        third(Invariant.DEADLINE_MISSED, record -> {
          record.live(3);
          record.note(3, Recorded.command(Order.SEND, 3, Recorded.GOSSIP, -1, Outcome.WRITTEN));
        }),
        third(Invariant.OLD_LEASE, record -> {
          record.live(3);
          record.note(3, new Leased(Role.GOSSIP, new Lease(9), "gossip.03"));
          record.note(3, Recorded.send(3, Outcome.WRITTEN));
        }));
  }

  private static Stream<Doctored> ends() {
    return Stream.of(
        third(Invariant.TOKEN_REUSED, InvariantTest::reuseToken),
        third(Invariant.STATE_BROKEN, record -> {
          record.live(3);
          record.note(3, new Became(ConnectionState.LIVE, ConnectionState.PREPARING, "once more"));
        }),
        third(Invariant.CONNECTED_TWICE, record -> {
          record.live(3);
          record.note(3, new Connected());
        }),
        third(Invariant.CONNECTED_NOT_LIVE, record -> {
          record.begin(3);
          record.note(3, new Connected());
        }),
        third(Invariant.CONNECTED_NOT_LIVE, record -> {
          record.live(3);
          record.remove(3, Connected.class);
          record.end(3, CloseReason.SHUTDOWN, CloseOrigin.PEER);
          record.note(3, new Connected());
        }),
        third(
            Invariant.ENDED_TWICE,
            record -> record.note(2, new Ended(true, CloseReason.SHUTDOWN, CloseOrigin.PEER, ""))),
        third(Invariant.WRONGFUL_CLOSE, record -> {
          record.live(3);
          record.end(3, CloseReason.TOO_MANY_FAILURES, CloseOrigin.SERVER);
        }));
  }

  /** A further connection gets the token of the first one. */
  private static void reuseToken(Recorded record) {
    Entry last = record.entries.get(record.entries.size() - 1);
    record.entries.add(new Entry(
        last.number() + 1,
        last.at(),
        3,
        Recorded.token(1),
        Recorded.PEER,
        new Became(ConnectionState.HANDSHAKING, ConnectionState.PREPARING, "proven")));
  }

  private static Doctored third(Invariant broken, Consumer<Recorded> change) {
    return new Doctored(broken, change);
  }

  /** What is done to a record, and what that breaks. */
  private record Doctored(Invariant broken, Consumer<Recorded> change) {
    @Override
    public String toString() {
      return broken.name();
    }
  }
}
