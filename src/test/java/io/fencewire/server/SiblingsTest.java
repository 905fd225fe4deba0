package io.fencewire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.ServerId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SiblingsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ServerId SELF = new ServerId(0, 1);
  private static final ServerId OTHER = new ServerId(0, 2);
  private static final ServerId THIRD = new ServerId(0, 3);

  private final Counters counters = new Counters();
  private final LocalHealth health = new LocalHealth(0);
  private final Siblings siblings = new Siblings(SELF, 5 * SECOND, health, counters);

  @Test
  void aServerIsUnknownOnceAndTheOwnOneNever() {
    assertThat(siblings.heard(OTHER, 7, 0)).isTrue();
    assertThat(siblings.heard(OTHER, 8, 1)).isFalse();
    assertThat(siblings.heard(SELF, 8, 1)).isFalse();
    assertThat(siblings.ids().size()).isEqualTo(1);
  }

  @Test
  void whatItGainsIsKnownUntilItLosesThatVeryConnection() {
    siblings.heard(OTHER, 0, 0);
    PeerConnection old = connection(OTHER, 1, 9);
    PeerConnection next = connection(OTHER, 2, 9);
    siblings.gained(old);
    siblings.gained(next);
    siblings.lost(old.token(), old.peer());
    assertThat(siblings.of(next.peer())).containsExactly(next);
    assertThat(siblings.to(next.address())).isEqualTo(next);

    siblings.lost(next.token(), next.peer());
    assertThat(siblings.of(next.peer())).isEmpty();
    assertThat(siblings.to(next.address())).isNull();
  }

  @Test
  void aListTakesThePlaceOfAllThatWasKnownOfThatServer() {
    siblings.heard(OTHER, 0, 0);
    siblings.heard(THIRD, 0, 0);
    PeerConnection gone = connection(OTHER, 1, 1);
    PeerConnection there = connection(OTHER, 2, 2);
    PeerConnection elsewhere = connection(THIRD, 1, 1);
    siblings.gained(gone);
    siblings.gained(elsewhere);
    siblings.holds(OTHER, "b", List.of(there));

    assertThat(siblings.of(gone.peer())).containsExactly(elsewhere);
    assertThat(siblings.of(there.peer())).containsExactly(there);
  }

  @Test
  void aServerThatIsSilentForThreeListsIsForgottenWithAllItHad() {
    siblings.heard(OTHER, 0, 0);
    siblings.heard(THIRD, 0, 10 * SECOND);
    PeerConnection held = connection(OTHER, 1, 1);
    siblings.gained(held);
    tickUntil(15);
    assertThat(look(15 * SECOND - 1)).isEmpty();
    assertThat(siblings.ids()).containsExactly(OTHER, THIRD);

    assertThat(look(15 * SECOND)).containsExactly(held);
    assertThat(siblings.ids()).containsExactly(THIRD);
    assertThat(siblings.of(peer(1))).isEmpty();
    assertThat(siblings.clock(OTHER, 15 * SECOND)).isEmpty();
    assertThat(siblings.heard(OTHER, 0, 16 * SECOND)).as("unknown again").isTrue();
  }

  @Test
  void aServerWhoseJvmHasLeftIsForgottenAtOnceAndAnotherIsNot() {
    siblings.heard(OTHER, 0, 0);
    siblings.heard(THIRD, 0, 0);
    PeerConnection held = connection(OTHER, 1, 1);
    siblings.holds(OTHER, "b", List.of(held));
    siblings.holds(THIRD, "c", List.of(connection(THIRD, 1, 2)));

    assertThat(siblings.takeGone(Set.of("a", "b", "c"), 1)).isEmpty();
    assertThat(siblings.takeGone(Set.of("a", "c"), 1)).containsExactly(held);
    assertThat(siblings.ids()).containsExactly(THIRD);
  }

  @Test
  void nobodyIsSilentBecauseThisProcessStoodStill() {
    siblings.heard(OTHER, 0, 0);
    assertThat(look(60 * SECOND)).isEmpty();
    assertThat(siblings.ids()).containsExactly(OTHER);
  }

  @Test
  void itsClockIsItsOwnAndNeverLate() {
    siblings.heard(OTHER, 1_000, 10);
    siblings.heard(OTHER, 1_005, 40);

    assertThat(siblings.clock(OTHER, 50)).hasValue(1_040);
  }

  @Test
  void serversBeyondTheBoundAreCountedAndNotRemembered() {
    for (int i = 0; i < Siblings.SIZE_MAX; i++) {
      siblings.heard(new ServerId(1, i), 0, 0);
    }
    assertThat(siblings.heard(OTHER, 0, 0)).isFalse();
    assertThat(siblings.ids().size()).isEqualTo(Siblings.SIZE_MAX);
    assertThat(counters.list()).containsEntry("siblings_refused", 1L);
  }

  @Test
  void connectionsBeyondTheBoundAreCountedAndGiveTheirPlaceBack() {
    siblings.heard(OTHER, 0, 0);
    siblings.heard(THIRD, 0, 0);
    siblings.holds(
        OTHER,
        "b",
        IntStream.range(0, Siblings.CONNECTIONS_MAX)
            .mapToObj(number -> connection(OTHER, number, number))
            .toList());
    PeerConnection one = connection(THIRD, 1, 1_000_000);
    siblings.gained(one);
    assertThat(siblings.of(one.peer())).isEmpty();
    assertThat(counters.list()).containsEntry("siblings_refused", 1L);

    siblings.holds(OTHER, "b", List.of());
    siblings.gained(one);
    assertThat(siblings.of(one.peer())).containsExactly(one);
  }

  private void tickUntil(int second) {
    for (int i = 1; i < second; i++) {
      health.tick(i * SECOND);
    }
  }

  private List<PeerConnection> look(long now) {
    return siblings.takeGone(Set.of(), now);
  }

  private static PeerConnection connection(ServerId server, long sequence, int number) {
    return new PeerConnection(
        new ConnectionToken(server, sequence),
        peer(number),
        new ListenAddress("127.0.0.1", 1 + number % 60_000),
        Direction.INBOUND,
        new PeerTraits(NodeType.CLIENT, 17, 1),
        sequence);
  }

  private static PeerId peer(int number) {
    return PeerId.of(ByteBuffer.allocate(PeerId.SIZE).putInt(number).array());
  }
}
