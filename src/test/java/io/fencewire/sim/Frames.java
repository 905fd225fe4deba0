package io.fencewire.sim;

import io.fencewire.handshake.HandshakeTerms;
import io.fencewire.identity.Identity;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.server.SmallServer;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Disconnect;
import io.fencewire.wire.Frame;
import io.fencewire.wire.NoncePong;
import io.fencewire.wire.Ping;
import io.fencewire.wire.Pong;
import io.fencewire.wire.UnconfirmedTransaction;
import io.fencewire.wire.Verdict;

/** Every frame of the small world, made once; and its two identities, whose signatures are a sham. */
final class Frames {
  static final Identity OURS = new Sham((byte) 1);
  static final Identity THEIRS = new Sham((byte) 2);

  static final int CHALLENGE_REQUEST = 2;
  static final int CHALLENGE_RESPONSE = 3;
  static final int DISCONNECT = 4;
  static final int PING = 7;
  static final int VERDICT = 256;
  static final int NONCE_PING = 257;

  private static final int GENERATIONS = 64;
  private static final int BODY = 6;
  private static final byte[][] REQUESTS = new byte[GENERATIONS][];
  private static final UnconfirmedTransaction[] MESSAGES = new UnconfirmedTransaction[GENERATIONS];
  private static final byte[][] TRANSACTIONS = new byte[GENERATIONS][];
  private static final byte[] RESPONSE = response(true);
  private static final byte[] PLAIN_RESPONSE = response(false);
  private static final byte[] ACCEPTED = Frame.encode(new Verdict(true, 0));
  private static final byte[] GOODBYE = Frame.encode(new Disconnect(9, 0));
  private static final byte[] OWN_PING =
      Frame.encode(new Ping(HandshakeTerms.VERSION, NodeType.CLIENT, null));
  private static final byte[] PONG = Frame.encode(new Pong(Pong.Fork.NO_FORK));
  private static final byte[] NONCE_PONG = Frame.encode(new NoncePong(0));

  static {
    for (int i = 0; i < GENERATIONS; i++) {
      REQUESTS[i] = Frame.encode(new ChallengeRequest(
          HandshakeTerms.VERSION, 4002, NodeType.CLIENT, THEIRS.peerId(), 100 + i));
      byte[] id = new byte[32];
      id[0] = (byte) i;
      MESSAGES[i] = new UnconfirmedTransaction(Bytes.wrap(id), Bytes.wrap(new byte[20]));
      TRANSACTIONS[i] = Frame.encode(MESSAGES[i]);
    }
  }

  private Frames() {}

  /** The id in a frame. */
  static int id(byte[] frame) {
    return (frame[4] & 0xff) | (frame[5] & 0xff) << 8;
  }

  /** The peer's ChallengeRequest on its connection of this number. */
  static byte[] request(int number) {
    return REQUESTS[number % GENERATIONS];
  }

  /** The peer's ChallengeResponse. */
  static byte[] responseOf(boolean extensions) {
    return extensions ? RESPONSE : PLAIN_RESPONSE;
  }

  static byte[] accepted() {
    return ACCEPTED;
  }

  static byte[] goodbye() {
    return GOODBYE;
  }

  static byte[] ping() {
    return OWN_PING;
  }

  static byte[] pong() {
    return PONG;
  }

  /** The answer to this NoncePing. */
  static byte[] pongTo(byte[] noncePing) {
    byte[] pong = NONCE_PONG.clone();
    System.arraycopy(noncePing, BODY, pong, BODY, Long.BYTES);
    return pong;
  }

  /** A transaction that says which generation it is meant for. */
  static UnconfirmedTransaction transaction(long sequence) {
    return MESSAGES[(int) sequence % GENERATIONS];
  }

  /** The same as a frame. */
  static byte[] transactionFrame(long sequence) {
    return TRANSACTIONS[(int) sequence % GENERATIONS];
  }

  /** Which generation this frame is meant for. */
  static long meantFor(byte[] transaction) {
    return transaction[BODY];
  }

  /** Two frames as one run of bytes. */
  static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] response(boolean extensions) {
    HandshakeTerms terms = SmallServer.terms(THEIRS);
    byte[] genesis = new byte[ChallengeResponse.GENESIS_SIZE];
    terms.genesis().copyTo(genesis, 0);
    genesis[32] = (byte) (extensions ? 1 : 0);
    return Frame.encode(new ChallengeResponse(
        Bytes.wrap(genesis), terms.restrictionsId(), THEIRS.sign(new byte[0]), 7));
  }

  /** An identity whose signature is its name: nobody forges any in this world. */
  private record Sham(byte name) implements Identity {
    @Override
    public PeerId peerId() {
      byte[] bytes = new byte[PeerId.SIZE];
      bytes[0] = name;
      return PeerId.of(bytes);
    }

    @Override
    public Bytes sign(byte[] message) {
      byte[] signature = new byte[64];
      signature[0] = name;
      return Bytes.wrap(signature);
    }

    @Override
    public boolean verify(PeerId signer, byte[] message, Bytes signature) {
      return signature.at(0) == signer.toBytes()[0];
    }
  }
}
