package io.fencewire;

import io.fencewire.identity.Ed25519Identity;
import io.fencewire.peer.ListenAddress;
import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeRequest;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.Frame;
import io.fencewire.wire.FrameDecoder;
import io.fencewire.wire.Limits;
import io.fencewire.wire.Message;
import io.fencewire.wire.WireException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A peer written against the protocol's description alone: a plain socket, the frames, and the
 * challenge handshake by hand. Without extensions it is what a snarkOS node looks like.
 */
public final class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final FrameDecoder decoder = new FrameDecoder(Limits.PRIVATE);
  private final Ed25519Identity identity;

  private RawPeer(Socket socket, Ed25519Identity identity) {
    this.socket = socket;
    this.identity = identity;
  }

  /** Opens a socket to a node and says nothing. */
  public static RawPeer dial(ListenAddress address, int key) throws IOException {
    return over(new Socket(address.ip(), address.port()), identity(key));
  }

  /** Takes a socket that is open, plain or not, and speaks as this identity. */
  public static RawPeer over(Socket socket, Ed25519Identity identity) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawPeer(socket, identity);
  }

  /** The identity with this number. */
  public static Ed25519Identity identity(int key) {
    byte[] seed = new byte[32];
    seed[0] = (byte) key;
    return Ed25519Identity.fromSeed(seed);
  }

  /** What it speaks over. */
  public Socket socket() {
    return socket;
  }

  /** Who this is. */
  public PeerId peerId() {
    return identity.peerId();
  }

  /** The initiator's handshake up to and without its last word, which is returned. */
  public ChallengeResponse challenge(int extensionVersion) throws IOException {
    send(new ChallengeRequest(17, 4130, NodeType.CLIENT, identity.peerId(), 111));
    next(ChallengeResponse.class);
    ChallengeRequest theirs = next(ChallengeRequest.class);
    byte[] signed = new ByteWriter(16).u64(theirs.nonce()).u64(222).toArray();
    return new ChallengeResponse(
        genesis(extensionVersion), Bytes.wrap(new byte[32]), identity.sign(signed), 222);
  }

  /** A whole handshake without extensions. */
  public void shakeHands() throws IOException {
    send(challenge(0));
  }

  /** Sends messages in one write. */
  public void send(Message... messages) throws IOException {
    ByteWriter out = new ByteWriter(1024);
    for (Message message : messages) {
      out.bytes(Frame.encode(message));
    }
    socket.getOutputStream().write(out.toArray());
  }

  /** Sends bytes one by one, or those that come before the node cuts the socket off. */
  public void trickle(byte[] bytes) throws IOException {
    socket.setTcpNoDelay(true);
    try {
      for (byte one : bytes) {
        socket.getOutputStream().write(one);
      }
    } catch (SocketException cutOff) {
      // what the node makes of it is for the test to look at
    }
  }

  /** The next message, which must be of this type. */
  public <T extends Message> T next(Class<T> type) throws IOException {
    Message message = next();
    if (!type.isInstance(message)) {
      throw new AssertionError("a " + type.getSimpleName() + " was expected, not " + message);
    }
    return type.cast(message);
  }

  /** The next message of this type, passing over others. */
  public <T extends Message> T await(Class<T> type) throws IOException {
    while (true) {
      Message message = next();
      if (type.isInstance(message)) {
        return type.cast(message);
      }
    }
  }

  /** Whether the node has ended the connection, with nothing more to read. */
  public boolean isEnded() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Message next() throws IOException {
    try {
      byte[] buffer = new byte[4096];
      Message message;
      while ((message = decoder.next()) == null) {
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          throw new AssertionError("the node ended the connection instead of answering");
        }
        decoder.feed(Arrays.copyOf(buffer, count));
      }
      return message;
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes genesis(int extensionVersion) {
    try {
      byte[] network = "fencewire".getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(network);
      byte[] genesis = Arrays.copyOf(hash, 280);
      genesis[32] = (byte) extensionVersion;
      return Bytes.wrap(genesis);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
