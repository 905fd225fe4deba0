package io.fencewire.server;

import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.handshake.Protocol;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.Outcome;
import io.fencewire.wire.Message;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What peers ask that an application alone can answer: requests for blocks and for the puzzle are
 * handed to one, and its answers go out as long as their request is open. Whatever is not answered
 * harms nobody: nothing is sent for it, and nothing is closed.
 */
final class ChainRequests {
  private final boolean serves;
  private final int frameMax;
  private final ServerPort port;
  private final Counters counters;

  /**
   * Nothing is open.
   *
   * @param frameMax how many bytes may wait for one peer, so that no longer frame can ever leave
   */
  ChainRequests(HandshakeTerms terms, int frameMax, ServerPort port, Counters counters) {
    this.serves = terms.protocol() == Protocol.ALEO && terms.nodeType() != NodeType.PROVER;
    this.frameMax = frameMax;
    this.port = port;
    this.counters = counters;
  }

  /** A peer asks. A prover and a node of a private network have nobody to hand it to. */
  void received(Connection connection, Message request, long now) {
    if (!serves) {
      counters.count(Counters.Event.IGNORED);
      return;
    }
    expire(connection, now);
    if (connection.questions().chain().take(request, now)) {
      counters.count(Counters.Event.REQUESTS_ASKED);
      port.asked(connection, request, ChainTalk.PATIENCE_NANOS);
    } else {
      counters.count(Counters.Event.REQUESTS_REFUSED);
    }
  }

  /** No application listens to what this peer asked. */
  void unheard(Connection connection, Message request) {
    connection.questions().chain().drop(request);
    counters.count(Counters.Event.REQUESTS_UNHEARD);
  }

  /** Why this can't be sent as an answer now; null if it can, or is no answer to such a request. */
  @Nullable
  Outcome refusal(Connection connection, Message message, long now) {
    return connection.questions().chain().refusal(message, now);
  }

  /** Whether an answer could not leave even if nothing else waited. */
  boolean isTooLong(Message message, byte[] frame) {
    return ChainTalk.isAnswer(message) && frame.length > frameMax;
  }

  /** How many requests are open on these connections. */
  long open(Collection<Connection> connections, long now) {
    long open = 0;
    for (Connection connection : connections) {
      expire(connection, now);
      open += connection.questions().chain().openCount();
    }
    return open;
  }

  private void expire(Connection connection, long now) {
    for (int i = connection.questions().chain().expire(now); i > 0; i--) {
      counters.count(Counters.Event.REQUESTS_UNANSWERED);
    }
  }
}
