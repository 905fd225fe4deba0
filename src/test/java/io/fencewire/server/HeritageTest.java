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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who dials the peers of a server that is gone, and when. */
class HeritageTest {
  private static final ServerId GONE = new ServerId(9, 9);
  private static final ServerId A = new ServerId(0x1111_0000_1234L, 77);
  private static final ServerId B = new ServerId(0x2222_9999_0000L, 78);
  private static final ServerId C = new ServerId(0x3333_0000_5678L, 79);

  private final Counters counters = new Counters();

  @Test
  void eachPeerIsDialledByOneServerAtATimeAndByAllInTheEnd() {
    List<PeerConnection> lost =
        IntStream.range(0, 60).mapToObj(HeritageTest::connection).toList();
    List<Heritage> all = List.of(heir(A), heir(B), heir(C));
    all.get(0).inherit(lost, List.of(B, C), 0);
    all.get(1).inherit(lost, List.of(C, A), 0);
    all.get(2).inherit(lost, List.of(A, B), 0);

    for (int turn = 0; turn < 3; turn++) {
      List<ListenAddress> dialled = new ArrayList<>();
      for (Heritage heir : all) {
        List<ListenAddress> own = drain(heir, turn * Heritage.TURN_NANOS);
        assertThat(own).as("the share of one server in turn %d", turn).hasSizeBetween(8, 32);
        dialled.addAll(own);
      }
      assertThat(dialled)
          .containsExactlyInAnyOrderElementsOf(
              lost.stream().map(PeerConnection::address).toList());
    }
  }

  @Test
  void aPeerThatWasNotReachedIsDialledOnceMoreAndThenLeftToTheRefresher() {
    Heritage heir = heir(A);
    heir.inherit(List.of(connection(1)), List.of(), 0);
    assertThat(heir.due(0)).hasSize(1);
    assertThat(heir.due(Heritage.TURN_NANOS - 1)).isEmpty();
    assertThat(heir.due(Heritage.TURN_NANOS)).hasSize(1);
    assertThat(heir.size()).isZero();
  }

  @Test
  void trustedPeersComeFirstAndNotAllAreDialledInOneGo() {
    Heritage heir = new Heritage(A, peer(39)::equals, counters);
    heir.inherit(IntStream.range(0, 40).mapToObj(HeritageTest::connection).toList(), List.of(), 0);
    List<ListenAddress> first = heir.due(0);
    assertThat(first).hasSize(Heritage.AT_ONCE);
    assertThat(first.get(0)).isEqualTo(connection(39).address());
    assertThat(heir.due(0)).hasSize(Heritage.AT_ONCE).doesNotContainAnyElementsOf(first);
  }

  @Test
  void whereNobodyCanListenNobodyIsDialled() {
    Heritage heir = heir(A);
    heir.inherit(List.of(at(1, new ListenAddress("0.0.0.0", 4130))), List.of(), 0);
    heir.inherit(List.of(at(1, new ListenAddress("10.0.0.1", 0))), List.of(), 0);
    assertThat(heir.size()).isZero();
  }

  @Test
  void peersBeyondTheBoundAreCountedAndNotRemembered() {
    Heritage heir = heir(A);
    List<PeerConnection> many = IntStream.range(0, Heritage.SIZE_MAX + 3)
        .mapToObj(HeritageTest::connection)
        .toList();
    heir.inherit(many, List.of(), 0);
    assertThat(heir.size()).isEqualTo(Heritage.SIZE_MAX);
    assertThat(counters.list()).containsEntry("bequests_refused", 3L);
  }

  private Heritage heir(ServerId self) {
    return new Heritage(self, nobody -> false, counters);
  }

  private static List<ListenAddress> drain(Heritage heir, long now) {
    List<ListenAddress> all = new ArrayList<>();
    List<ListenAddress> some = heir.due(now);
    while (!some.isEmpty()) {
      all.addAll(some);
      some = heir.due(now);
    }
    return all;
  }

  private static PeerConnection connection(int number) {
    return at(
        number,
        new ListenAddress(
            "10." + number / 40_000 + "." + number / 200 % 200 + "." + number % 200, 4130));
  }

  private static PeerConnection at(int number, ListenAddress address) {
    return new PeerConnection(
        new ConnectionToken(GONE, number),
        peer(number),
        address,
        Direction.INBOUND,
        new PeerTraits(NodeType.CLIENT, 1, 0),
        number);
  }

  private static PeerId peer(int number) {
    byte[] bytes = new byte[PeerId.SIZE];
    bytes[0] = (byte) number;
    bytes[1] = (byte) (number >> 8);
    bytes[2] = (byte) (number >> 16);
    return PeerId.of(bytes);
  }
}
