package io.fencewire;

import io.fencewire.identity.aleo.AleoAccount;
import io.fencewire.identity.aleo.AleoIdentity;
import io.fencewire.identity.aleo.AleoNetwork;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Frame;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.FrameLimits;
import io.fencewire.wire.Limits;
import io.fencewire.wire.Message;
import io.fencewire.wire.MessageType;
import io.fencewire.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A snarkOS node as its description has it: a plain socket, the frames, and the challenge handshake
 * by hand, with the account's signatures. It keeps every byte that it reads, and understands no
 * extension.
 */
final class RawAleoPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Socket socket;
  private final Said said;
  private final FrameDecoder decoder = new FrameDecoder(new WithBlocks());
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  private final int listenPort;

  private RawAleoPeer(Socket socket, Said said, int listenPort) throws IOException {
    this.socket = socket;
    this.listenPort = listenPort;
    this.said = said;
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** It takes what a node of ours takes, and answers with blocks. */
  private static final class WithBlocks implements FrameLimits {
    @Override
    public int max(MessageType type) {
      return type == MessageType.BLOCK_RESPONSE ? Limits.ALEO_BLOCKS_MAX : Limits.ALEO.max(type);
    }

    @Override
    public boolean hasLongerForms() {
      return true;
    }
  }

  /**
   * What it says of itself.
   *
   * @param signer whose signatures it makes
   * @param revision whether its request ends with the revision it was built from
   */
  record Said(
      long version,
      NodeType type,
      PeerId address,
      AleoIdentity signer,
      Bytes genesis,
      Bytes restrictionsId,
      boolean revision) {
    /** A client of 2024 with a new account. */
    static Said usual(AleoNetwork network) {
      AleoIdentity self = account();
      return new Said(
          17,
          NodeType.CLIENT,
          self.peerId(),
          self,
          network.genesis(),
          network.restrictionsId(),
          false);
    }

    Said with(long otherVersion, NodeType otherType) {
      return new Said(
          otherVersion, otherType, address, signer, genesis, restrictionsId, otherVersion > 25);
    }

    Said with(Bytes otherGenesis, Bytes otherRestrictions) {
      return new Said(version, type, address, signer, otherGenesis, otherRestrictions, revision);
    }

    Said claiming(PeerId other) {
      return new Said(version, type, other, signer, genesis, restrictionsId, revision);
    }
  }

  /** A new account. */
  static AleoIdentity account() {
    return new AleoIdentity(AleoAccount.generate(RANDOM), RANDOM);
  }

  /** Opens a socket to a node and says nothing. */
  static RawAleoPeer dial(ListenAddress address, Said said) throws IOException {
    return new RawAleoPeer(new Socket(address.ip(), address.port()), said, 4130);
  }

  /** Takes the next socket that a node opens and says nothing. */
  static RawAleoPeer accept(ServerSocket listener, Said said) throws IOException {
    listener.setSoTimeout(PATIENCE_MILLIS);
    return new RawAleoPeer(listener.accept(), said, listener.getLocalPort());
  }

  PeerId peerId() {
    return said.address;
  }

  /** The handshake of the end that dialled; the node's own words about itself. */
  ChallengeRequest initiate() throws IOException {
    sendRequest();
    next(ChallengeResponse.class);
    ChallengeRequest theirs = next(ChallengeRequest.class);
    send(answer(theirs));
    return theirs;
  }

  /** The handshake of the end that was dialled. */
  ChallengeRequest respond() throws IOException {
    ChallengeRequest theirs = next(ChallengeRequest.class);
    send(answer(theirs));
    sendRequest();
    ChallengeResponse response = next(ChallengeResponse.class);
    byte[] signed = new ByteWriter(16).u64(111).u64(response.nonce()).toArray();
    if (!said.signer.verify(theirs.address(), signed, response.signature())) {
      throw new AssertionError("the node's signature is wrong");
    }
    return theirs;
  }

  /** Its ChallengeRequest, with or without a revision. */
  void sendRequest() throws IOException {
    Message request = new ChallengeRequest(said.version, listenPort, said.type, said.address, 111);
    byte[] frame = Frame.encode(request);
    if (said.revision) {
      int end = frame.length;
      frame = Arrays.copyOf(frame, end + 40);
      Arrays.fill(frame, end, frame.length, (byte) '?');
      frame[0] = (byte) (frame[0] + 40);
    }
    socket.getOutputStream().write(frame);
  }

  /** Its ChallengeResponse to this request. */
  ChallengeResponse answer(ChallengeRequest theirs) {
    byte[] signed = new ByteWriter(16).u64(theirs.nonce()).u64(222).toArray();
    return new ChallengeResponse(said.genesis, said.restrictionsId, said.signer.sign(signed), 222);
  }

  void send(Message message) throws IOException {
    socket.getOutputStream().write(Frame.encode(message));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next message, which must be of this type. */
  <T extends Message> T next(Class<T> type) throws IOException {
    Message message = next();
    if (!type.isInstance(message)) {
      throw new AssertionError("a " + type.getSimpleName() + " was expected, not " + message);
    }
    return type.cast(message);
  }

  /** The next message of this type, passing over others. */
  <T extends Message> T await(Class<T> type) throws IOException {
    while (true) {
      Message message = next();
      if (type.isInstance(message)) {
        return type.cast(message);
      }
    }
  }

  /** The next message, of whatever type. */
  Message next() throws IOException {
    try {
      byte[] buffer = new byte[4096];
      Message message;
      while ((message = decoder.next()) == null) {
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          throw new AssertionError("the node ended the connection instead of answering");
        }
        read.write(buffer, 0, count);
        decoder.feed(Arrays.copyOf(buffer, count));
      }
      return message;
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  /** Every byte that was read. */
  byte[] heard() {
    return read.toByteArray();
  }

  /** Whether the node has ended the connection, with nothing more to read. */
  boolean isEnded() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
