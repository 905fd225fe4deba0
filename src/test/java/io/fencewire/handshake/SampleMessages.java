package io.fencewire.handshake;

import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Announce;
import io.fencewire.wire.BlockRequest;
import io.fencewire.wire.BlockResponse;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.DontWant;
import io.fencewire.wire.Fetch;
import io.fencewire.wire.Message;
import io.fencewire.wire.NoncePing;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.PeerRequest;
import io.fencewire.wire.PeerResponse;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.Publish;
import io.fencewire.wire.PuzzleRequest;
import io.fencewire.wire.PuzzleResponse;
import io.fencewire.wire.UnconfirmedSolution;
import io.fencewire.wire.UnconfirmedTransaction;
import io.fencewire.wire.Verdict;
import java.util.List;

/** One message of every type. */
final class SampleMessages {
  private SampleMessages() {}

  static List<Message> ofEveryType() {
    Bytes id = zeros(32);
    return List.of(
        new BlockRequest(1, 2),
        new BlockResponse(1, 2, zeros(1)),
        new ChallengeRequest(17, 4130, NodeType.CLIENT, PeerId.of(new byte[32]), 1),
        new ChallengeResponse(zeros(280), id, zeros(64), 1),
        new Disconnect(8, 0),
        new PeerRequest(),
        new PeerResponse(List.of(new ListenAddress("192.0.2.1", 4130))),
        new Ping(17, NodeType.CLIENT, null),
        new Pong(Pong.Fork.NO_FORK),
        new PuzzleRequest(),
        new PuzzleResponse(id, zeros(280)),
        new UnconfirmedSolution(1, zeros(80)),
        new UnconfirmedTransaction(id, zeros(80)),
        new Verdict(true, 0),
        new NoncePing(1),
        new NoncePong(1),
        new Publish("topic", zeros(1)),
        new Announce(List.of(id)),
        new Fetch(List.of(id)),
        new DontWant(List.of(id)));
  }

  private static Bytes zeros(int size) {
    return Bytes.wrap(new byte[size]);
  }
}
