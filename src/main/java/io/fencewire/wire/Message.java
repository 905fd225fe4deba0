package io.fencewire.wire;

/**
 * One message of the protocol. Each record below checks itself when it is made, so that a message
 * that exists can be sent; each has a {@code decode} beside its {@code encode}.
 */
public sealed interface Message
    permits BlockRequest,
        BlockResponse,
        ChallengeRequest,
        ChallengeResponse,
        Disconnect,
        PeerRequest,
        PeerResponse,
        Ping,
        Pong,
        PuzzleRequest,
        PuzzleResponse,
        UnconfirmedSolution,
        UnconfirmedTransaction,
        Verdict,
        NoncePing,
        NoncePong,
        Publish,
        Announce,
        Fetch,
        DontWant {

  /** Which message this is. */
  MessageType type();

  /** Appends the body: what follows the length and the id. */
  void encode(ByteWriter out);
}
