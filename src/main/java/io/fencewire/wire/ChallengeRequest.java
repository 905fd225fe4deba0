package io.fencewire.wire;

import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;

/** First word of each side of the handshake. */
public record ChallengeRequest(
    long version, int listenPort, NodeType nodeType, PeerId address, long nonce)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.CHALLENGE_REQUEST;
  }

  @Override
  public void encode(ByteWriter out) {}
}
