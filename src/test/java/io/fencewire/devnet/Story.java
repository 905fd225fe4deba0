package io.fencewire.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.api.PeerEvent;
import io.fencewire.peer.CloseOrigin;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.Direction;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerConnection;
import io.fencewire.peer.PeerId;
import io.fencewire.peer.PeerTraits;
import io.fencewire.peer.ServerId;
import java.util.stream.IntStream;

/** What four nodes tell an auditor, at times that the test moves by hand. */
final class Story {
  static final long SECOND = 1_000_000_000L;

  final Auditor auditor =
      new Auditor(IntStream.range(0, 4).mapToObj(Story::identity).toList());
  private long now = 7 * SECOND;

  static PeerId identity(int node) {
    byte[] bytes = new byte[PeerId.SIZE];
    bytes[0] = (byte) (node + 1);
    return PeerId.of(bytes);
  }

  /** The facts as this node tells them: its token is made of node and session. */
  static PeerConnection facts(long session, int node, int peer, Direction direction) {
    return new PeerConnection(
        new ConnectionToken(new ServerId(node, 0), session),
        identity(peer),
        new ListenAddress("127.0.0.1", 4130 + peer),
        direction,
        new PeerTraits(NodeType.CLIENT, 17, 1),
        session);
  }

  Story later(long nanos) {
    now += nanos;
    return this;
  }

  Story tells(int node, PeerEvent event) {
    auditor.hear(node, event, now);
    return this;
  }

  Story live(long session, int node, int peer, Direction direction) {
    return tells(node, new PeerEvent.Connected(facts(session, node, peer, direction)));
  }

  /** Both ends are LIVE. */
  Story connect(long session, int dialer, int other) {
    return live(session, dialer, other, Direction.OUTBOUND)
        .live(session, other, dialer, Direction.INBOUND);
  }

  Story closes(PeerConnection facts, CloseReason reason, CloseOrigin origin) {
    int node = (int) facts.token().serverId().high();
    return tells(node, new PeerEvent.Disconnected(facts, reason, origin));
  }

  /** Node 0 tells the end of a connection to node 1. */
  Story zeroCloses(long session, CloseReason reason, CloseOrigin origin) {
    return closes(facts(session, 0, 1, Direction.OUTBOUND), reason, origin);
  }

  /** Node 1 tells the end of a connection to node 0. */
  Story oneCloses(long session, CloseReason reason, CloseOrigin origin) {
    return closes(facts(session, 1, 0, Direction.INBOUND), reason, origin);
  }

  /** Node 0 rotates a connection to node 1 away, as it should be. */
  Story rotate(long session) {
    return zeroCloses(session, CloseReason.ROTATION, CloseOrigin.COMMAND)
        .oneCloses(session, CloseReason.ROTATION, CloseOrigin.PEER);
  }

  Story shutdownBegins() {
    auditor.shutdownBegins(now);
    return this;
  }

  Story sweep() {
    auditor.sweep(now);
    return this;
  }

  Story finish() {
    auditor.finish();
    return this;
  }

  void isNotStrange() {
    assertThat(auditor.told()).isEmpty();
    assertThat(auditor.unexplained()).isZero();
    assertThat(auditor.contradictions()).isZero();
  }

  void hasOneUnexplainedClose(String why) {
    assertThat(auditor.told()).singleElement().asString().contains(why);
    assertThat(auditor.unexplained()).isEqualTo(1);
    assertThat(auditor.contradictions()).isZero();
  }

  void contradicts(String how) {
    assertThat(auditor.told()).singleElement().asString().contains(how);
    assertThat(auditor.contradictions()).isEqualTo(1);
  }
}
