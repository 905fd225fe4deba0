package io.fencewire.server;

import static io.fencewire.handshake.HandshakePair.ALICE;
import static io.fencewire.handshake.HandshakePair.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.handshake.HandshakePair;
import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.peer.PeerId;
import io.fencewire.server.TieBreak.Contender;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TieBreakTest {
  /** First bytes of identity and session of each; they are unsigned. */
  @ParameterizedTest
  @CsvSource({
    "01,ff, 02,00, true",
    "02,00, 01,ff, false",
    "7f,ff, 80,00, true",
    "80,00, 7f,ff, false",
    "01,01, 01,02, true",
    "01,02, 01,01, false",
    "01,7f, 01,80, true",
    "01,80, 01,7f, false"
  })
  void theLowerDialerSurvivesAndThenTheLowerSession(
      String dialer, String session, String otherDialer, String otherSession, boolean survives) {
    assertThat(TieBreak.firstSurvives(
            contender(dialer, session), contender(otherDialer, otherSession)))
        .isEqualTo(survives);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothEndsKeepTheSameConnectionWhoeverDialed(long randomSeed) {
    Random random = new Random(randomSeed);
    for (int round = 0; round < 20; round++) {
      HandshakePair one = dial(random);
      HandshakePair other = dial(random);
      assertThat(TieBreak.firstSurvives(seenBy(ALICE, one), seenBy(ALICE, other)))
          .as("random seed %d, round %d", randomSeed, round)
          .isEqualTo(TieBreak.firstSurvives(seenBy(BOB, one), seenBy(BOB, other)));
    }
  }

  @Test
  void exactlyOneOfTwoSurvivesAndTheOrderHasNoCircles() {
    Random random = new Random(11);
    for (int round = 0; round < 1000; round++) {
      Contender a = contender(random);
      Contender b = contender(random);
      Contender c = contender(random);
      assertThat(TieBreak.firstSurvives(a, b)).isNotEqualTo(TieBreak.firstSurvives(b, a));
      if (TieBreak.firstSurvives(a, b) && TieBreak.firstSurvives(b, c)) {
        assertThat(TieBreak.firstSurvives(a, c))
            .as("random seed 11, round %d", round)
            .isTrue();
      }
    }
  }

  private static HandshakePair dial(Random random) {
    boolean alice = random.nextBoolean();
    return new HandshakePair(alice ? ALICE : BOB, alice ? BOB : ALICE, random.nextLong()).run();
  }

  /** A connection as one end sees it, which knows who dialled: itself or the peer it has proven. */
  private static Contender seenBy(HandshakeTerms end, HandshakePair pair) {
    PeerId self = end.identity().peerId();
    boolean dialed = pair.initiator.proven().peer().equals(self);
    return dialed
        ? new Contender(pair.responder.proven().peer(), pair.responder.proven().session())
        : new Contender(self, pair.initiator.proven().session());
  }

  private static Contender contender(String dialer, String session) {
    return new Contender(
        PeerId.parse(dialer + "00".repeat(31)), Long.parseUnsignedLong(session, 16) << 56);
  }

  private static Contender contender(Random random) {
    byte[] dialer = new byte[32];
    dialer[0] = (byte) random.nextInt(3);
    return new Contender(PeerId.of(dialer), random.nextLong());
  }
}
