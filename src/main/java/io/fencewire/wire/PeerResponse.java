package io.fencewire.wire;

import io.fencewire.peer.ListenAddress;
import java.util.List;

/** Addresses of at most 255 other peers. */
public record PeerResponse(List<ListenAddress> addresses) implements Message {
  @Override
  public MessageType type() {
    return MessageType.PEER_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {}
}
